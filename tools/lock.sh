#!/bin/sh
# Pin everything that is installed, with hashes and without index addresses. Needs pip-tools.
set -eu
cd "$(dirname "$0")/.."
options="--quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host"
pip-compile $options --output-file requirements/run.lock pyproject.toml requirements/build.in
pip-compile $options --extra pandas --extra postgres --constraint requirements/run.lock --output-file requirements/test.lock \
    pyproject.toml requirements/build.in requirements/test.in
