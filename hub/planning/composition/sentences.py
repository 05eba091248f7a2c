"""What a composition says to those who decide, in four languages."""

from collections.abc import Sequence
from typing import Final

from hub.domain.vocabulary import Lang
from hub.planning.composition.seeking import CompositionObjective
from hub.planning.siting.sentences import ProofStatus, number

UK, RU, KK, EN = Lang.UK, Lang.RU, Lang.KK, Lang.EN

#: By objective and language: what the best set has, and what a given one has beside it.
_PHRASES: Final[dict[CompositionObjective, dict[Lang, tuple[str, str]]]] = {
    CompositionObjective.FEWEST_MEMBERS: {
        UK: (
            "Щоб надавати всі ці послуги, потрібно щонайменше надавачів: {bound}.",
            "У цьому наборі надавачів: {value}.",
        ),
        RU: (
            "Чтобы давать все эти услуги, нужно поставщиков не меньше: {bound}.",
            "В этом наборе поставщиков: {value}.",
        ),
        KK: (
            "Осы қызметтердің бәрін көрсету үшін кемінде {bound} қызмет көрсетуші қажет.",
            "Бұл жиындағы қызмет көрсетушілер саны: {value}.",
        ),
        EN: ("All these services take at least {bound} providers.", "This set has {value}."),
    },
    CompositionObjective.LEAST_DISTANCE: {
        UK: (
            "Сума відстаней надавачів не може бути меншою за {bound} км.",
            "У цьому наборі вона становить {value} км.",
        ),
        RU: (
            "Сумма расстояний поставщиков не может быть меньше {bound} км.",
            "В этом наборе она составляет {value} км.",
        ),
        KK: (
            "Қызмет көрсетушілер қашықтығының қосындысы {bound} км-ден аз бола алмайды.",
            "Бұл жиында ол {value} км.",
        ),
        EN: ("No set has a sum of distances below {bound} km.", "This set has {value} km."),
    },
    CompositionObjective.MOST_CAPACITY: {
        UK: (
            "Найменший набір не може зазначати більше місць, ніж {bound}.",
            "У цьому наборі зазначено місць: {value}.",
        ),
        RU: (
            "Наименьший набор не может указывать больше мест, чем {bound}.",
            "В этом наборе указано мест: {value}.",
        ),
        KK: (
            "Ең аз қызмет көрсетушілі жиын {bound} орыннан артық көрсете алмайды.",
            "Бұл жиында көрсетілген орын саны: {value}.",
        ),
        EN: ("No smallest set states more than {bound} places.", "This set states {value}."),
    },
}
_BEST: Final = {
    UK: "За цією мірою кращого набору немає.",
    RU: "По этой мере лучшего набора нет.",
    KK: "Бұл өлшем бойынша одан жақсы жиын жоқ.",
    EN: "By this measure there is no better set.",
}
_NOT_PROVEN: Final = {
    UK: "Чи є кращий набір, не доведено.",
    RU: "Есть ли набор лучше, не доказано.",
    KK: "Одан жақсы жиынның бар-жоғы дәлелденбеген.",
    EN: "Whether there is a better set is not proven.",
}
_NONE: Final = {
    UK: "Ніхто тут не надає жодної з цих послуг.",
    RU: "Никто здесь не даёт ни одной из этих услуг.",
    KK: "Мұнда осы қызметтердің ешқайсысын ешкім көрсетпейді.",
    EN: "Nobody here gives any of these services.",
}
_BRINGS: Final = {
    UK: "Лише цей надавач дає в наборі: {services}.",
    RU: "Только этот поставщик даёт в наборе: {services}.",
    KK: "Жиында тек осы қызмет көрсетуші көрсетеді: {services}.",
    EN: "Only it brings in this set: {services}.",
}
_DOUBLES: Final = {
    UK: "Повторює: {services}.",
    RU: "Повторяет: {services}.",
    KK: "Қайталайды: {services}.",
    EN: "It doubles: {services}.",
}
_NOTHING_NEW: Final = {
    UK: "Нічого, чого не дає ще хтось у наборі.",
    RU: "Ничего, чего не даёт кто-то ещё в наборе.",
    KK: "Жиындағы басқалар көрсетпейтін ештеңесі жоқ.",
    EN: "It brings nothing that no other in this set gives.",
}
_NOT_ASKED: Final = {
    UK: "Не дає жодної з послуг, про які йдеться.",
    RU: "Не даёт ни одной из услуг, о которых идёт речь.",
    KK: "Сөз болып отырған қызметтердің ешқайсысын көрсетпейді.",
    EN: "It gives none of the services asked for.",
}


def proof_sentence(
    objective: CompositionObjective, status: ProofStatus, value: float, bound: float | None, lang: Lang
) -> str:
    """What is proven of a set."""
    if status is ProofStatus.INFEASIBLE:
        return _NONE[lang]
    digits = 1 if objective is CompositionObjective.LEAST_DISTANCE else 0
    limit, reached = _PHRASES[objective][lang]
    words = {"value": number(value, lang, digits)}
    if bound is None:
        return f"{reached} {_NOT_PROVEN[lang]}".format(**words)
    ending = _BEST[lang] if status is ProofStatus.OPTIMAL else limit
    return f"{reached} {ending}".format(**words, bound=number(bound, lang, digits))


def why_sentence(brings: Sequence[str], doubles: Sequence[str], lang: Lang) -> str:
    """Why a provider is a member: `brings` and `doubles` are names of services."""
    if not brings and not doubles:
        return _NOT_ASKED[lang]
    first = _BRINGS[lang].format(services="; ".join(brings)) if brings else _NOTHING_NEW[lang]
    return f"{first} {_DOUBLES[lang].format(services='; '.join(doubles))}" if doubles else first
