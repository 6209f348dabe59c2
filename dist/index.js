#!/usr/bin/env node
if (parseInt(process.versions.node, 10) < 20) {
  process.stderr.write(
    'Cannot run on Node ' + process.versions.node + ': gitops-deploy needs Node 20 or later; update Node, or run the container image\n'
  );
  process.exitCode = 2;
} else {
  import('./chunks/start.js');
}
