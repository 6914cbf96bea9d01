"""An answer of the playground that breaks off in the middle, as it does when the page is left or the network goes."""

from __future__ import annotations

from playwright.sync_api import expect

BREAK_OFF = """
const whole = window.fetch;
window.fetch = async (...call) => {
  const response = await whole(...call);
  if (!window.breaksOff || !String(call[0]).includes("/people/events")) return response;
  window.breaksOff = false;
  const begun = new TextEncoder().encode('{"events": [');
  const body = new ReadableStream({ start: (it) => (it.enqueue(begun), it.error(new TypeError("network error"))) });
  return new Response(body, { status: response.status });
};
"""


def test_an_answer_that_breaks_off_is_no_error_and_what_it_held_is_read_again(visit):
    visitor = visit(1280, 800)
    visitor.page.add_init_script(BREAK_OFF)
    visitor.page.reload()
    visitor.make_group("Choir")
    visitor.page.evaluate("window.breaksOff = true")
    visitor.say("Is anybody there?")
    visitor.page.wait_for_function("window.breaksOff === false")
    expect(visitor.card("Is anybody there?")).to_be_visible()
    expect(visitor.page.locator("#offline")).to_be_hidden()
