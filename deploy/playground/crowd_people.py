"""Who is in a crowd: the others of a group, and people made for it, with names as a house has them."""

# ruff: noqa: RUF001 - letters of many scripts, on purpose

from __future__ import annotations

from deploy.playground.errors import Json
from deploy.playground.model import Chat
from deploy.playground.people_accounts import create_user
from deploy.playground.people_groups import join
from deploy.playground.world import World

#: People made for a crowd have ids from here on: so they are known again after a restart, and in another group.
_FIRST = 6_000_000_001
_ADDED_AT_ONCE = 100

#: First names with what a username would make of them, and last names, by script.
_NAMES: tuple[tuple[str, str], ...] = (
    (
        "Amelia Jonas Zoë Mateus Ingrid Tomás Nora Émile Wanda Óscar Freya Luca",
        "Brandt Okafor Lindqvist O’Shea Novák Pereira Dubois Kowalska Nguyễn Yılmaz Haugen Moretti",
    ),
    (
        (
            "Оксана/oksana Дмитро/dmytro Елена/elena Тимур/timur Милица/milica Борис/boris Айгүл/aigul Стоян/stoyan "
            "Наталья/natalya Георги/georgi Людмила/lyudmila Захар/zakhar"
        ),
        "Коваленко Левченко Бойко Тимошенко Ткаченко Савченко Ярошенко Гриценко Шевчук Бондарь Мороз Дуб",
    ),
    (
        (
            "ليلى/layla يوسف/yusuf مريم/maryam خالد/khalid سارة/sara حسن/hasan زينب/zaynab عمر/omar هدى/huda "
            "كريم/karim نادية/nadia طارق/tariq"
        ),
        "حداد منصور قاسم صالح نجار شريف عباس سليم فارس عزيز حمدان رحال",
    ),
    (
        (
            "अनिता/anita राहुल/rahul प्रिया/priya विजय/vijay मीरा/meera अर्जुन/arjun सुनीता/sunita दीपक/deepak कविता/kavita "
            "रोहित/rohit लक्ष्मी/lakshmi मोहन/mohan"
        ),
        "शर्मा पटेल वर्मा गुप्ता जोशी नायर मेहता रेड्डी कुमार सिंह दास राव",
    ),
    (
        (
            "小红/xiaohong 伟/wei 静/jing 建国/jianguo 美玲/meiling 强/qiang 丽华/lihua 志明/zhiming 雪/xue 军/jun "
            "秀英/xiuying 磊/lei"
        ),
        "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙",
    ),
    (
        (
            "Ελένη/eleni Νίκος/nikos Μαρία/maria Γιώργος/giorgos Σοφία/sofia Κώστας/kostas Άννα/anna Πέτρος/petros "
            "Δήμητρα/dimitra Σπύρος/spyros Ειρήνη/irini Λευτέρης/lefteris"
        ),
        "Παππάς Οικονόμου Γεωργίου Νικολάου Δήμου Βασιλείου Αντωνίου Μακρής Λάμπρου Ρήγας Ξένος Καρράς",
    ),
    (
        (
            "ნინო/nino გიორგი/giorgi თამარ/tamar ლევან/levan მარიამ/mariam დავით/davit ქეთევან/ketevan ირაკლი/irakli "
            "ანა/ana ზურაბ/zurab ელენე/elene ვახტანგ/vakhtang"
        ),
        "ბერიძე კაპანაძე გელაშვილი მაისურაძე გიორგაძე ლომიძე კიკნაძე წიკლაური ხუციშვილი ჯაფარიძე დოლიძე ფერაძე",
    ),
    (
        "Hana Duc Wanjiru Sefa Aroha Kofi Yuki Tala Amaru Ngozi Siti Bram",
        "Sato Tran Kamau Demir Walker Mensah Tanaka Reyes Quispe Eze Rahman Visser",
    ),
)
_WITHOUT_USERNAME = 3
_BY_SCRIPT = tuple((firsts.split(), lasts.split()) for firsts, lasts in _NAMES)


def name_of(number: int) -> Json:
    """The names of the n-th person: scripts take turns, every third has no username, the first 1,000 all differ."""
    place, script = divmod(number, len(_BY_SCRIPT))
    firsts, lasts = _BY_SCRIPT[script]
    turn, first = divmod(place, len(firsts))
    shown, _, handle = firsts[first].partition("/")
    names: Json = {"first_name": shown, "last_name": lasts[(first + turn) % len(lasts)]}
    if number % _WITHOUT_USERNAME:
        names["username"] = f"{_ascii(handle or shown)}_{number}"
    return names


def _ascii(name: str) -> str:
    """Usernames take letters without accents."""
    return "".join(letter for letter in name.lower() if letter.isascii() and letter.isalpha())


def gather(world: World, chat: Chat, wanted: int, left_out: set[int], tried: set[int]) -> list[int]:
    """So many people: members of the group first, then people of earlier crowds, then new ones, who are added.

    Members who have tried in vain come after those who have not. Whoever left this group or was removed is not brought
    back.
    """
    here = [m.user_id for m in chat.members.values() if m.present and not _is_bot(world, m.user_id)]
    able = [user_id for user_id in here if user_id not in left_out]
    chosen = sorted(able, key=lambda user_id: user_id in tried)[:wanted]
    known = [user_id for user_id in world.users if user_id >= _FIRST and not _is_bot(world, user_id)]
    free = [user_id for user_id in known if user_id not in chat.members and user_id not in left_out]
    added = free[: wanted - len(chosen)]
    while len(chosen) + len(added) < wanted:
        added.append(_make(world, len(known)))
        known.append(added[-1])
    _add(world, chat, added)
    return chosen + added


def _is_bot(world: World, user_id: int) -> bool:
    return world.users[user_id].is_bot


def _make(world: World, number: int) -> int:
    names = name_of(number)
    if str(names.get("username", "")).lower() in world.usernames:
        del names["username"]
    return int(create_user(world, {"id": _FIRST + number, **names})["id"])


def _add(world: World, chat: Chat, people: list[int]) -> None:
    """By whoever made the group, as members add others; a crowd without them joins by a link."""
    creator = next((m.user_id for m in chat.members.values() if m.status == "creator"), None)
    for start in range(0, len(people), _ADDED_AT_ONCE):
        batch = people[start : start + _ADDED_AT_ONCE]
        join(world, chat, creator or batch[0], *batch)
