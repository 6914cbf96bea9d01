"""What is refused about mandates, in words."""

from bot.domain.ground.names import person_name
from handlers.views.ground.errors import Fields, moment, says
from handlers.views.ground.words import Words


@says("mandate_not_found")
def _mandate_not_found(_: Fields, t: Words) -> str:
    return t.plain("This mandate is not known here. Send /mandate to see who holds what.")


@says("mandate_over")
def _mandate_over(fields: Fields, t: Words) -> str:
    ended_at = moment(fields.get("ended_at"))
    if ended_at is None:
        return t.plain("This mandate has ended. Nothing was changed.")
    return t.plain("This mandate ended on {date}. Nothing was changed.", date=t.date(ended_at))


@says("no_mandate")
def _no_mandate(fields: Fields, t: Words) -> str:
    if fields.get("name") is None:
        return t.plain("You hold no office here, so this is not for you. Send /mandate to see who holds what.")
    name = person_name(str(fields["name"]))
    return t.plain("{name} holds no office here. Send /mandate to see who holds what.", name=name)


@says("nobody_holds_office")
def _nobody_holds_office(_: Fields, t: Words) -> str:
    return t.plain("Nobody holds an office here yet. To fill one, send for example: /elect treasurer")


@says("office_vacant")
def _office_vacant(fields: Fields, t: Words) -> str:
    return t.plain("Nobody holds the office {office} now. To fill it, send: /elect {office}", office=fields["office"])


@says("not_holder")
def _not_holder(fields: Fields, t: Words) -> str:
    name = person_name(str(fields.get("name") or ""))
    if not name:
        return t.plain("Only whoever holds this office can do this.")
    return t.plain("Only {name}, who holds this office, can do this.", name=name)
