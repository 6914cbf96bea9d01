"""The doors of the playground: who may come in over HTTP, and what a browser may do with what it gets.

A page of another site, open in the same browser, can send requests here too. It is told apart by Host (a name of its
own that it let point to this machine), by Origin, and, for a picture or a frame that sends none, by Sec-Fetch-Site.
"""

from __future__ import annotations

from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

PAGE = Path(__file__).parent / "page"
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OWN_SITES = ("same-origin", "none")
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Host must name this machine and our port; Origin and Sec-Fetch-Site, if sent, our own page.

    A link to the page itself may stand anywhere.
    """
    port = request.get_extra_info("sockname")[1]
    hosts = {f"{name}:{port}" for name in LOOPBACK_NAMES}
    origin = request.headers.get("Origin")
    if request.host not in hosts:
        return _refused(f"The playground answers on http://127.0.0.1:{port} only, not as {request.host!r}.")
    if origin is not None and origin not in {f"http://{host}" for host in hosts}:
        return _refused(f"The playground answers its own page only, not {origin!r}.")
    if request.headers.get("Sec-Fetch-Site", "none") not in OWN_SITES and not _is_visit(request):
        return _refused("The playground answers its own page only, not another site.")
    return await handler(request)


def _is_visit(request: web.Request) -> bool:
    """Somebody follows a link to the page; the answer goes to them alone."""
    return request.path == "/" and request.method == "GET" and request.headers.get("Sec-Fetch-Dest") == "document"


def _refused(sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=web.HTTPForbidden.status_code)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """What every answer tells the browser. The page's own files are asked for anew at each visit."""
    response.headers.update(HEADERS)
    if not request.path.startswith("/people/files/"):
        response.headers["Cache-Control"] = "no-cache"


async def _index(_: web.Request) -> web.StreamResponse:
    index = PAGE / "index.html"
    if not index.exists():
        raise web.HTTPNotFound
    return web.FileResponse(index)


def add_page(app: web.Application) -> None:
    """`/` is the page, `/page/` its files."""
    app.on_response_prepare.append(add_headers)
    app.router.add_get("/", _index)
    PAGE.mkdir(exist_ok=True)
    app.router.add_static("/page", PAGE)
