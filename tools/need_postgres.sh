#!/bin/sh
# See to it that PostgreSQL's server programs are there: installed where we may, otherwise said what is missing.
set -eu
if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing PostgreSQL from Debian's package ..."
    apt-get update -qq >/dev/null
    # the package would start a server of its own; the tests start private ones
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && exit 0
fi
echo "The tests need PostgreSQL's server programs (initdb, postgres), which are missing here." >&2
echo "Install them with: sudo apt-get install postgresql" >&2
exit 1
