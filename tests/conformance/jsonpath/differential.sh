#!/bin/sh
# The differential test: differential.sh PROGRAM [OPTIONS of differential.py]. Fetches the library (pom.xml) on first
# use. Without a JDK and Maven it is skipped (77); where the repository gives nothing it fails and says so.
set -eu
program=$(realpath "$1")
shift
cd "$(dirname "$0")"
for tool in java javac mvn python3; do
    command -v "$tool" >/dev/null || { echo "differential: skipped, $tool is not installed"; exit 77; }
done
(
    flock 9  # tests of several builds may begin at once
    cmp -s pom.xml jars/installed.xml || {
        rm -rf jars
        mvn -q -B -f pom.xml org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
            -DoutputDirectory=jars >&2 || {
            echo "differential: Maven could not fetch json-path 2.0.0 (see above)" >&2
            exit 1
        }
        cp pom.xml jars/installed.xml
    }
    [ jars/Reference.class -nt Reference.java ] || javac -nowarn -cp 'jars/*' -d jars Reference.java
) 9>.install.lock
exec python3 differential.py "$program" "$@"
