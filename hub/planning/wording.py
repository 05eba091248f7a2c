"""Words of what an answer assumes, leaves out and lacks, and of values in its sentences, in four languages.

Sentences name a number after a colon or in brackets, so that no language has to inflect a noun by it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from hub.domain.vocabulary import Lang, NormStatus
from hub.planning.siting.sentences import number

UK, RU, KK, EN = Lang.UK, Lang.RU, Lang.KK, Lang.EN
Words = dict[Lang, str]


def words(uk: str, ru: str, kk: str, en: str) -> Words:
    """One thing in the four languages."""
    return {UK: uk, RU: ru, KK: kk, EN: en}


#: What force a norm has.
STATUSES: Final[dict[NormStatus, Words]] = {
    NormStatus.NORM: words("норматив", "норматив", "норматив", "norm"),
    NormStatus.RECOMMENDATION: words("рекомендація", "рекомендация", "ұсыныс", "recommendation"),
    NormStatus.BENCHMARK: words("орієнтир", "ориентир", "салыстыру көрсеткіші", "benchmark"),
    NormStatus.SCENARIO: words("припущення", "предположение", "болжам", "supposition"),
}
#: What a file of points counts, by the name of its column.
COUNTED: Final[dict[str, Words]] = {
    "people": words("мешканців", "жителей", "тұрғындарды", "inhabitants"),
    "population": words("мешканців", "жителей", "тұрғындарды", "inhabitants"),
    "voters": words("виборців", "избирателей", "сайлаушыларды", "voters"),
    "households": words("домогосподарства", "домохозяйства", "үй шаруашылықтарын", "households"),
}
#: What capacity of teams hangs on, as `lacking` names it.
OF_TEAMS: Final[dict[str, Words]] = {
    "teams": words("кількість бригад", "число бригад", "топтар саны", "teams"),
    "visits a day": words("відвідувань на день", "посещений в день", "күніне келу саны", "visits a day"),
    "days a week": words("днів на тиждень", "дней в неделю", "аптасына күн саны", "days a week"),
    "visits for each client a week": words(
        "відвідувань на отримувача за тиждень",
        "посещений на получателя в неделю",
        "бір алушыға аптасына келу саны",
        "visits for each client a week",
    ),
}
#: Name of an assumption → what is assumed.
ASSUMED: Final[dict[str, Words]] = {
    "density of towns": words(
        "Густота населення міст, осіб на км²: {value}.",
        "Плотность населения городов, человек на км²: {value}.",
        "Қалалардағы халық тығыздығы, км²-ге адам: {value}.",
        "Density of towns, people for each km²: {value}.",
    ),
    "ages are spread as in the table": words(
        "Частка людей віком {value} — як у таблиці віку найближчої території вище.",
        "Доля людей в возрасте {value} — как в таблице возрастов ближайшей территории выше.",
        "{value} жастағы адамдардың үлесі — жоғарыдағы ең жақын аумақтың жас кестесіндегідей.",
        "The share of people aged {value} is that of the table of ages of the nearest territory above.",
    ),
    "bands": words(
        "Пояси відстані й вага кожного ({unit}): {value}.",
        "Пояса расстояния и вес каждого ({unit}): {value}.",
        "Қашықтық белдеулері және әрқайсысының салмағы ({unit}): {value}.",
        "Bands of distance and the weight of each ({unit}): {value}.",
    ),
    "visitsPerDay": words(
        "Відвідувань бригади за день: {value}.",
        "Посещений бригады в день: {value}.",
        "Топтың күніне келу саны: {value}.",
        "Visits of a team on a day: {value}.",
    ),
    "daysPerWeek": words(
        "Днів роботи на тиждень: {value}.",
        "Дней работы в неделю: {value}.",
        "Аптасына жұмыс күні: {value}.",
        "Working days a week: {value}.",
    ),
    "visitsPerClientPerWeek": words(
        "Відвідувань, яких отримувач потребує за тиждень: {value}.",
        "Посещений, нужных получателю в неделю: {value}.",
        "Алушыға аптасына қажет келу саны: {value}.",
        "Visits that a client needs in a week: {value}.",
    ),
    "teamsPerProvider": words(
        "Бригад у надавача: {value}.",
        "Бригад у поставщика: {value}.",
        "Қызмет көрсетушінің топтар саны: {value}.",
        "Teams of a provider: {value}.",
    ),
    "places of a new site": words(
        "Місць у новому центрі: {value}.",
        "Мест в новом центре: {value}.",
        "Жаңа орталықтағы орын саны: {value}.",
        "Places of a new site: {value}.",
    ),
    "places of an existing site that states none": words(
        "Місць у чинного надавача, який їх не зазначає: {value}.",
        "Мест у действующего поставщика, который их не указывает: {value}.",
        "Орын санын көрсетпейтін жұмыс істеп тұрған қызмет көрсетушідегі орын: {value}.",
        "Places of an existing site that states none: {value}.",
    ),
    "reachMinutes": words(
        "Бригада їде не довше, хвилин: {value}.",
        "Бригада едет не дольше, минут: {value}.",
        "Топтың жолы аспайтын уақыт, минут: {value}.",
        "A team drives no longer than, in minutes: {value}.",
    ),
}
_UNITS: Final[dict[str, Words]] = {
    "km": words("км", "км", "км", "km"),
    "minutes": words("хв", "мин", "мин", "min"),
}
#: Why something was left out.
LEFT_OUT: Final[dict[str, Words]] = {
    "NO_POINT": words(
        "Місце невідоме: {count}.", "Место неизвестно: {count}.", "Орны белгісіз: {count}.",
        "Place not known: {count}.",
    ),
    "NOT_PLACED_BELOW": words(
        "Невідомо, у якій із територій розташовані: {count}.",
        "Неизвестно, на какой из территорий находятся: {count}.",
        "Аумақтардың қайсысында екені белгісіз: {count}.",
        "Not known in which of the territories: {count}.",
    ),
    "NO_POPULATION": words(
        "Територій, населення яких невідоме: {count}.",
        "Территорий, население которых неизвестно: {count}.",
        "Халық саны белгісіз аумақтар: {count}.",
        "Territories whose population is not known: {count}.",
    ),
    "OUTSIDE_OF_STATE": words(
        "Точок населення за межами держави: {count}.",
        "Точек населения за пределами государства: {count}.",
        "Мемлекеттен тыс халық нүктелері: {count}.",
        "Points of people outside the state: {count}.",
    ),
    "NO_ROAD": words(
        "Пар місць, між якими немає дороги: {count}.",
        "Пар мест, между которыми нет дороги: {count}.",
        "Арасында жол жоқ орын жұптары: {count}.",
        "Pairs of places without a road between them: {count}.",
    ),
    "FAR_FROM_ROAD": words(
        "Пар місць, далеких від дороги: {count}.",
        "Пар мест, далёких от дороги: {count}.",
        "Жолдан алыс орын жұптары: {count}.",
        "Pairs of places far from a road: {count}.",
    ),
    "OUTSIDE": words(
        "Названих місць за межами території: {count}.",
        "Названных мест за пределами территории: {count}.",
        "Аумақтан тыс аталған орындар: {count}.",
        "Named places outside the territory: {count}.",
    ),
    "EXCLUDED": words(
        "Місць, вилучених запитом: {count}.",
        "Мест, исключённых запросом: {count}.",
        "Сұрау шығарып тастаған орындар: {count}.",
        "Places that the question excludes: {count}.",
    ),
    "HAVING": words(
        "Громад, де таких послуг немає: {count}.",
        "Территорий, где таких услуг нет: {count}.",
        "Мұндай қызметі жоқ аумақтар: {count}.",
        "Communities without these services: {count}.",
    ),
    "BEYOND_LIMIT": words(
        "Надавачів, що розташовані далі й не розглядалися: {count}.",
        "Поставщиков, которые находятся дальше и не рассматривались: {count}.",
        "Алысырақ орналасқан, қаралмаған қызмет көрсетушілер: {count}.",
        "Providers farther away, not looked at: {count}.",
    ),
    "NOT_ASKED": words(
        "Нормативів, про які тут не йдеться: {count}.",
        "Нормативов, о которых здесь речь не идёт: {count}.",
        "Мұнда сөз болмаған нормативтер: {count}.",
        "Norms that this question is not about: {count}.",
    ),
    "METHOD_ONLY": words(
        "Документів, що дають лише метод, без числа: {count}.",
        "Документов, дающих лишь метод, без числа: {count}.",
        "Тек әдісін беретін, саны жоқ құжаттар: {count}.",
        "Documents that give a method and no number: {count}.",
    ),
    "NUMBER_NOT_KNOWN": words(
        "Нормативів, числа яких ніхто не вніс із документа: {count}.",
        "Нормативов, число которых никто не внёс из документа: {count}.",
        "Санын құжаттан ешкім енгізбеген нормативтер: {count}.",
        "Norms whose number nobody has entered from the document: {count}.",
    ),
    "LOW_CONFIDENCE": words(
        "Нормативів із непевним числом: {count}.",
        "Нормативов с ненадёжным числом: {count}.",
        "Саны сенімсіз нормативтер: {count}.",
        "Norms whose number is not sure: {count}.",
    ),
    "VOID": words(
        "Нормативів, що втратили чинність: {count}.",
        "Нормативов, утративших силу: {count}.",
        "Күшін жойған нормативтер: {count}.",
        "Norms that are void: {count}.",
    ),
    "NOT_YET_VALID": words(
        "Нормативів, що ще не чинні: {count}.",
        "Нормативов, ещё не вступивших в силу: {count}.",
        "Әлі күшіне енбеген нормативтер: {count}.",
        "Norms that are not in force yet: {count}.",
    ),
    "NO_LONGER_VALID": words(
        "Нормативів, що вже не чинні: {count}.",
        "Нормативов, уже не действующих: {count}.",
        "Енді қолданылмайтын нормативтер: {count}.",
        "Norms that are no longer in force: {count}.",
    ),
    "VALIDITY_NOT_KNOWN": words(
        "Нормативів, день чинності яких невідомий: {count}.",
        "Нормативов, день вступления которых в силу неизвестен: {count}.",
        "Күшіне енген күні белгісіз нормативтер: {count}.",
        "Norms of which nobody knows since when they are in force: {count}.",
    ),
    "NO_CAPACITY_STATED": words(
        "Місць надання послуг без зазначеної потужності: {count}.",
        "Мест оказания услуг, мощность которых не указана: {count}.",
        "Қуаты көрсетілмеген қызмет көрсету орындары: {count}.",
        "Sites that state no capacity: {count}.",
    ),
    "NO_CANDIDATE_THERE": words(
        "Вилучених територій, де й так немає придатних місць: {count}.",
        "Исключённых территорий, где и так нет подходящих мест: {count}.",
        "Онсыз да лайықты орны жоқ, шығарып тасталған аумақтар: {count}.",
        "Excluded territories without a candidate in them: {count}.",
    ),
    "NOT_NEEDED": words(
        "Припущень запиту, які не знадобилися: {count}.",
        "Предположений запроса, которые не понадобились: {count}.",
        "Сұраудың қажет болмаған болжамдары: {count}.",
        "Assumptions of the question that nothing needed: {count}.",
    ),
    "NOT_IN_MATRIX": words(
        "Місць, яких немає в таблиці часу в дорозі: {count}.",
        "Мест, которых нет в таблице времени в пути: {count}.",
        "Жол уақыты кестесінде жоқ орындар: {count}.",
        "Places that the matrix of travel times lacks: {count}.",
    ),
    "HOLE": words(
        "Пар місць без часу в дорозі в таблиці: {count}.",
        "Пар мест без времени в пути в таблице: {count}.",
        "Кестеде жол уақыты жоқ орын жұптары: {count}.",
        "Pairs of places without a time in the matrix: {count}.",
    ),
    "UNIT_OF_MEMBER": words(
        "Послуг, які вже враховано в підрозділі або в надавача, до якого він належить: {count}.",
        "Услуг, уже учтённых у подразделения или у поставщика, к которому оно относится: {count}.",
        "Бөлімшесінде немесе ол тиесілі қызмет көрсетушіде есептелген қызметтер: {count}.",
        "Services counted already at the unit or at the provider that it belongs to: {count}.",
    ),
    "JOINED_RECORD": words(
        "Записів про того самого надавача: {count}.",
        "Записей о том же поставщике: {count}.",
        "Сол қызмет көрсетуші туралы жазбалар: {count}.",
        "Records of the same provider: {count}.",
    ),
    "FUNCTION": words(
        "Функцій, які не є окремими послугами: {count}.",
        "Функций, которые не являются отдельными услугами: {count}.",
        "Жеке қызмет болып табылмайтын функциялар: {count}.",
        "Functions, which are no services of their own: {count}.",
    ),
    "PART_OF_COMPLEX": words(
        "Послуг, що є частиною комплексної: {count}.",
        "Услуг, входящих в комплексную: {count}.",
        "Кешенді қызметтің құрамына кіретін қызметтер: {count}.",
        "Services that are part of a complex one: {count}.",
    ),
    "SHARED_CAPACITY": words(
        "Показників потужності, уже врахованих за іншою послугою: {count}.",
        "Показателей мощности, уже учтённых по другой услуге: {count}.",
        "Басқа қызмет бойынша есептелген қуат көрсеткіштері: {count}.",
        "Capacities counted already with another service: {count}.",
    ),
    "SECOND_TIER": words(
        "Послуг, отримувачі яких — громади чи заклади: {count}.",
        "Услуг, получатели которых — территории или учреждения: {count}.",
        "Алушылары аумақтар немесе мекемелер болатын қызметтер: {count}.",
        "Services whose clients are hromadas or institutions: {count}.",
    ),
    "CLOSED": words(
        "Закриті, призупинені, переміщені або зниклі з реєстру: {count}.",
        "Закрытые, приостановленные, перемещённые или пропавшие из реестра: {count}.",
        "Жабылған, тоқтатылған, көшірілген немесе тізілімнен жоғалған: {count}.",
        "Closed, suspended, relocated, or gone from the register: {count}.",
    ),
    "NO_CATEGORY": words(
        "Послуг не зазначено, або вони невідомі системі: {count}.",
        "Услуги не указаны или неизвестны системе: {count}.",
        "Қызметтері көрсетілмеген немесе жүйеге белгісіз: {count}.",
        "No services stated, or none that the hub knows: {count}.",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file of points, by its name: what the file counts."""

    name: str


def worded(value: object, lang: Lang) -> str:
    """A value of a sentence as the language writes it: 1 058; 01.01.2022; рекомендація."""
    if isinstance(value, NormStatus):
        return STATUSES[value][lang]
    if isinstance(value, Column):
        return COUNTED.get(value.name, dict.fromkeys(Lang, value.name))[lang]
    if isinstance(value, date):
        return value.isoformat() if lang is EN else value.strftime("%d.%m.%Y")
    if isinstance(value, int | float):
        return number(value, lang)
    return str(value)


def assumption_sentence(name: str, value: str, unit: str | None, lang: Lang) -> str:
    """What is assumed, as a sentence; its bare name and value where it has none."""
    if name not in ASSUMED:
        return f"{name}: {value} {unit or ''}".strip()
    shown = value if lang is EN else value.replace(".", ",")
    return ASSUMED[name][lang].format(value=shown, unit=_UNITS.get(unit or "", {}).get(lang, unit or ""))


def left_out_sentence(reason: str, count: int, lang: Lang) -> str:
    """What was left out and why, as a sentence; its bare code and number where it has none."""
    if reason not in LEFT_OUT:
        return f"{reason}: {number(count, lang)}"
    return LEFT_OUT[reason][lang].format(count=number(count, lang))
