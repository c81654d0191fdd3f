# A session of QEMU's own Python client. What it prints must not depend on who serves it.
import asyncio
import json
import sys

from qemu.qmp import ExecuteError, QMPClient


async def main():
    client = QMPClient("interop")
    await client.connect(sys.argv[1])
    for command in ("query-status", "query-name", "query-kvm", "query-commands"):
        print(json.dumps(await client.execute(command), sort_keys=True))
    try:
        await client.execute("device_del", {"id": "missing"})
    except ExecuteError as refused:
        print(refused.error_class, refused)
    with client.listener(("RESUME", "STOP")) as events:
        for command in ("cont", "stop"):
            await client.execute(command)
            print((await events.get())["event"])
    await client.execute("quit")
    await client.disconnect()


asyncio.run(main())
