"""What two people do with matrix-nio, a kit for Matrix in Python; prints what came of it as JSON.

Arguments: the server's address, and for each of the two a login token.
"""

import asyncio
import json
import sys

import nio
import nio.api
from nio import AsyncClient, AsyncClientConfig

# Older releases write the first version of these addresses, and put the token in them. Both are out of use since: the
# same requests are made here at the addresses of now, with the token where it belongs.
if "/r0" in nio.api.MATRIX_API_PATH:
    build = nio.api.Api._build_path

    def build_now(path, query_parameters=None, base_path="/_matrix/client/v3"):
        without_token = {key: value for key, value in (query_parameters or {}).items() if key != "access_token"}
        return build(path, without_token, base_path)

    nio.api.Api._build_path = staticmethod(build_now)


async def sign_in(address: str, token: str) -> AsyncClient:
    headers: dict = {}
    config = AsyncClientConfig(custom_headers=headers, encryption_enabled=False, store_sync_tokens=False)
    client = AsyncClient(address, "", config=config)
    answer = await client.login(token=token)
    assert isinstance(answer, nio.LoginResponse), answer
    headers["Authorization"] = f"Bearer {answer.access_token}"
    return client


async def until(client: AsyncClient, holds, filter=None) -> None:
    for _ in range(50):
        answer = await client.sync(timeout=2000, sync_filter=filter)
        assert isinstance(answer, nio.SyncResponse), answer
        if holds(answer):
            return
    raise AssertionError("it did not come")


async def main(address: str, first: str, second: str) -> dict:
    noor, bram = await sign_in(address, first), await sign_in(address, second)
    story: dict = {"users": [noor.user_id, bram.user_id]}

    label = {"type": "nl.akkoord.label", "content": {"information": "internal", "personalData": "ordinary"}}
    unlabelled = await noor.room_create(name="Zonder label")
    story["unlabelled"] = getattr(unlabelled, "status_code", None)
    opened = await noor.room_create(
        name="Met nio", topic="Zien of het werkt", invite=[bram.user_id], initial_state=[label]
    )
    assert isinstance(opened, nio.RoomCreateResponse), opened
    room = opened.room_id

    await until(bram, lambda _: room in bram.invited_rooms)
    story["invitedTo"] = bram.invited_rooms[room].name
    assert isinstance(await bram.join(room), nio.JoinResponse)
    await until(bram, lambda _: room in bram.rooms, {"room": {"timeline": {"limit": 50}}})
    story["roomName"] = bram.rooms[room].name
    await until(noor, lambda _: room in noor.rooms and bram.user_id in noor.rooms[room].users)
    story["members"] = sorted(noor.rooms[room].user_name(user) for user in noor.rooms[room].users)

    heard: list = []
    bram.add_event_callback(lambda _, event: heard.append(event.body), nio.RoomMessageText)
    for number in range(25):
        sent = await noor.room_send(room, "m.room.message", {"msgtype": "m.text", "body": f"bericht {number}"})
        assert isinstance(sent, nio.RoomSendResponse), sent
    await until(bram, lambda _: "bericht 24" in heard)
    story["last"] = heard[-1]

    again = await noor.room_send(room, "m.room.message", {"msgtype": "m.text", "body": "eenmaal"}, tx_id="poging")
    twice = await noor.room_send(room, "m.room.message", {"msgtype": "m.text", "body": "eenmaal"}, tx_id="poging")
    story["sameTwice"] = again.event_id == twice.event_id

    page = await bram.room_messages(room, bram.next_batch, limit=10)
    bodies: list = []
    while isinstance(page, nio.RoomMessagesResponse):
        bodies += [event.body for event in page.chunk if isinstance(event, nio.RoomMessageText)]
        if not page.end or not page.chunk:
            break
        page = await bram.room_messages(room, page.end, limit=10)
    story["history"] = list(reversed(bodies))

    assert isinstance(await bram.room_read_markers(room, again.event_id, again.event_id), nio.RoomReadMarkersResponse)
    assert isinstance(await bram.room_typing(room, True, 20000), nio.RoomTypingResponse)
    await until(noor, lambda _: bram.user_id in noor.rooms[room].typing_users)
    story["typing"] = True

    taken = await noor.room_redact(room, again.event_id, "toch niet")
    assert isinstance(taken, nio.RoomRedactResponse), taken
    gone = await bram.room_get_event(room, again.event_id)
    story["redacted"] = type(gone.event).__name__

    profile = await bram.get_profile(noor.user_id)
    story["profile"] = profile.displayname
    refused = await bram.room_kick(room, noor.user_id)
    story["kick"] = getattr(refused, "status_code", None)
    assert isinstance(await bram.room_leave(room), nio.RoomLeaveResponse)
    await until(bram, lambda answer: room in answer.rooms.leave)
    late = await bram.room_send(room, "m.room.message", {"msgtype": "m.text", "body": "te laat"})
    story["late"] = getattr(late, "status_code", None)

    for client in (noor, bram):
        assert isinstance(await client.logout(), nio.LogoutResponse)
    after = await noor.whoami()
    story["afterwards"] = getattr(after, "status_code", None)
    for client in (noor, bram):
        await client.close()
    return story


print(json.dumps(asyncio.run(main(*sys.argv[1:]))))
