"""What is refused about mandates, in words."""

from bot.domain.ground.names import person_name
from handlers.views.ground.errors import moment
from handlers.views.ground.words import Fields, Words


def say_mandate_not_found(_: Fields, t: Words) -> str:
    return t.plain("This mandate is not known here. Send /mandate to see who holds what.")


def say_mandate_over(fields: Fields, t: Words) -> str:
    ended_at = moment(fields.get("ended_at"))
    if ended_at is None:
        return t.plain("This mandate has ended. Nothing was changed.")
    return t.plain("This mandate ended on {date}. Nothing was changed.", date=t.date(ended_at))


def say_no_mandate(fields: Fields, t: Words) -> str:
    if fields.get("name") is None:
        return t.plain("You hold no office here, so this is not for you. Send /mandate to see who holds what.")
    name = person_name(str(fields["name"]))
    return t.plain("{name} holds no office here. Send /mandate to see who holds what.", name=name)


def say_nobody_holds_office(_: Fields, t: Words) -> str:
    return t.plain("Nobody holds an office here yet. To fill one, send for example: /elect treasurer")


def say_office_vacant(fields: Fields, t: Words) -> str:
    return t.plain("Nobody holds the office {office} now. To fill it, send: /elect {office}", office=fields["office"])


def say_not_holder(fields: Fields, t: Words) -> str:
    name = person_name(str(fields.get("name") or ""))
    if not name:
        return t.plain("Only whoever holds this office can do this.")
    return t.plain("Only {name}, who holds this office, can do this.", name=name)
