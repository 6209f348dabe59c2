#!/bin/sh
# The command of lboix/gitops-deploy: a pipeline that calls it keeps working.
exec gitops-deploy deploy "$@"
