"""Typed ids. All but Telegram's own are UUIDv7 in 32 hexadecimal digits, made by the program: they sort by creation."""

from typing import NewType

CouncilId = NewType("CouncilId", str)
PersonId = NewType("PersonId", str)
BallotId = NewType("BallotId", str)
SeatId = NewType("SeatId", str)
ElectorId = NewType("ElectorId", str)
"""What votes in a ballot: a member, by their person id, in a base council; a seat, by its own, in an upper one."""

OfficeId = NewType("OfficeId", str)
MandateId = NewType("MandateId", str)
InstructionId = NewType("InstructionId", str)
ReportId = NewType("ReportId", str)
RecallId = NewType("RecallId", str)
ErrandId = NewType("ErrandId", str)

NO_COUNCIL = CouncilId("")
"""The council of rows that belong to a person alone, such as a private message."""
