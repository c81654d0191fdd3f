#!/usr/bin/env bash
# Runs a command beside a Slurm cluster of this one machine: munged, slurmctld and slurmd with a configuration and a key of their own, in a
# temporary folder, on free ports. They are stopped with the command, whose exit code is this script's. Needs root and Debian's slurm-wlm.
#   with-slurm.sh COMMAND...
set -euo pipefail
folder=$(mktemp -d)
daemons=()
stop() {
  # The last one first: a node is let go before its controller, and both before what signs their messages.
  local i
  for ((i = ${#daemons[@]} - 1; i >= 0; i--)); do
    kill "${daemons[i]}" 2>/dev/null || true
    wait "${daemons[i]}" 2>/dev/null || true
  done
  rm -rf "$folder"
}
trap stop EXIT
fail() { echo "with-slurm.sh: $*" >&2; tail -n 20 "$folder"/*.log >&2 2>/dev/null || true; exit 1; }

# munged refuses a folder that others may write to, and a key that others may read.
chmod 755 "$folder"
mkdir -m 700 "$folder/key"
mkdir -m 755 "$folder/run" "$folder/state" "$folder/spool"
(umask 077 && head -c 128 /dev/urandom >"$folder/key/munge.key")

# A port that nothing listens on. Two are asked for before either is used.
port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
name=$(hostname -s)
cat >"$folder/slurm.conf" <<CONF
ClusterName=one
SlurmctldHost=$name(127.0.0.1)
SlurmctldPort=$(port)
SlurmdPort=$(port)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/run/munge.socket
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_min_interval=100000,batch_sched_delay=1
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/run/slurmctld.pid
SlurmdPidFile=$folder/run/slurmd.pid
MailProg=/bin/true
ReturnToService=2
NodeName=$name NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$name Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$folder/slurm.conf

munged --foreground --force --key-file="$folder/key/munge.key" --socket="$folder/run/munge.socket" --pid-file="$folder/run/munged.pid" --seed-file="$folder/key/munge.seed" --log-file="$folder/munged.log" >"$folder/munged.out.log" 2>&1 &
daemons+=($!)
for ((i = 0; i < 100; i++)); do [ -S "$folder/run/munge.socket" ] && break; sleep 0.1; done
[ -S "$folder/run/munge.socket" ] || fail "munged did not start"
slurmctld -D >"$folder/slurmctld.log" 2>&1 &
daemons+=($!)
slurmd -D -N "$name" >"$folder/slurmd.log" 2>&1 &
daemons+=($!)
for ((i = 0; i < 300; i++)); do
  [ "$(sinfo --noheader --format=%t 2>/dev/null)" = idle ] && break
  sleep 0.1
done
[ "$(sinfo --noheader --format=%t 2>/dev/null)" = idle ] || fail "the node did not become idle"

code=0
"$@" || code=$?
exit $code
