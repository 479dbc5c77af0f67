import pytest
async def test_smoke(staff, stranger):
    from knowledge.kinds import FOLDERS
    for p in ["/", "/library","/library?q=shame","/sources","/about","/emergency","/healthz","/nope"]:
        r = await staff.get(p); t = await r.text(); print(p, r.status, len(t))
    await staff.post("/say", {"text":"She keeps saying it was her own stupid fault"})
    print((await staff.text("/"))[-9000:])
    async with await staff.socket() as ws:
        await ws.send_json({"type":"say","text":"wants to die","once":"a"})
        print(await ws.receive_json()); print((await ws.receive_json())["html"][:3000])
async def test_items(staff, store):
    from knowledge.kinds import FOLDERS
    for f,k in FOLDERS.items():
        for i in store.all(k):
            r = await staff.get(f"/library/{f}/{i.id}"); assert r.status==200,(f,i.id)
