"""What answers of planning rest on, as words: methods, caveats and reasons, in the hub's four languages."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from hub.domain.vocabulary import Lang
from hub.planning.wording import assumption_sentence, left_out_sentence, worded

UK, RU, KK, EN = Lang.UK, Lang.RU, Lang.KK, Lang.EN


class PopulationBasis(StrEnum):
    """Where the people of an answer are taken to live."""

    STATED_PLACES_AND_REST = "stated-places-and-rest"
    POINTS_FILE = "points-file"
    POINTS_ONLY = "points-only"
    NONE = "none"


class TravelKind(StrEnum):
    """How the way to a service is measured."""

    STRAIGHT_LINE = "straight-line"
    MATRIX = "matrix"
    NONE = "none"  # no way is part of the answer


class AssumedBy(StrEnum):
    """Whose an assumption is."""

    QUESTION = "question"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Caveat:
    """What to mind about an answer: a code, and its sentence with the values that stand in it."""

    code: str
    values: dict[str, object] = field(default_factory=dict)

    def sentence(self, lang: Lang) -> str:
        """The sentence in a language."""
        return CAVEATS[self.code][lang].format(
            **{name: worded(value, lang) for name, value in self.values.items()}
        )


@dataclass(frozen=True, slots=True)
class NotUsed:
    """What was left out of an answer: how many of what, and why."""

    what: str
    reason: str
    count: int

    def sentence(self, lang: Lang) -> str:
        """The sentence in a language."""
        return left_out_sentence(self.reason, self.count, lang)


@dataclass(frozen=True, slots=True)
class Assumption:
    """A value that nobody stated: it is of the question, or a default."""

    name: str
    value: str
    unit: str | None
    who: AssumedBy

    def sentence(self, lang: Lang) -> str:
        """The sentence in a language."""
        return assumption_sentence(self.name, self.value, self.unit, lang)


@dataclass(frozen=True, slots=True)
class Measured:
    """The engine of a matrix or the name of a rule, when it was made, and how wrong minutes may be."""

    engine: str | None = None
    fetched_at: datetime | None = None
    error_percent: float | None = None


#: Nothing that would have to be told.
STRAIGHT: Final = Measured()

#: Code → what is computed, by language.
METHODS: Final[dict[str, dict[Lang, str]]] = {
    "SET_COVER": {
        UK: "Точне покриття множини: найкращий набір надавачів, що разом надають усі послуги, які тут є.",
        RU: "Точное покрытие множества: лучший набор поставщиков, вместе дающих все здешние услуги.",
        KK: "Жиынды дәл қамту: бар қызметтің бәрін бірге беретін қызмет көрсетушілердің ең жақсы жиыны.",
        EN: "Exact set cover: the best set of providers that together give every service given here.",
    },
    "JUDGED_SET": {
        UK: "Оцінка заданого набору надавачів поряд із найкращим набором тих самих послуг.",
        RU: "Оценка заданного набора поставщиков рядом с лучшим набором тех же услуг.",
        KK: "Берілген қызмет көрсетушілер жиынын сол қызметтердің ең жақсы жиынымен қатар бағалау.",
        EN: "A given set of providers, judged beside the best set with the same services.",
    },
    "SERVED_COUNT": {
        UK: "Послуга є в громаді, якщо хтось обслуговує її або її частину, де б він не був розташований.",
        RU: "Услуга есть на территории, если кто-то обслуживает её или её часть, где бы он ни находился.",
        KK: "Аумаққа немесе оның бөлігіне біреу қызмет көрсетсе, қызмет бар деп саналады.",
        EN: "A territory has a service when somebody serves it or a part of it, wherever they stand.",
    },
    "SEAT_COUNT": {
        UK: "Надавачі й послуги рахуються там, де вони розташовані, кожен один раз.",
        RU: "Поставщики и услуги считаются там, где они расположены, один раз.",
        KK: "Қызмет көрсетушілер мен қызметтер орналасқан жерінде бір рет саналады.",
        EN: "Providers and services count where they stand, each once.",
    },
    "SITING_QUICK": {
        UK: "Найбільший приріст з обмінами місць; межа — за Лагранжем. Наявні центри збережено.",
        RU: "Наибольший прирост с обменами мест; граница — по Лагранжу. Существующие центры сохранены.",
        KK: "Орындарды алмастыра отырып ең үлкен өсім; шегі Лагранж бойынша. Бар орталықтар сақталған.",
        EN: "Greatest gain with swaps, and a Lagrangian bound. Existing centres are kept.",
    },
    "SITING_EXACT": {
        UK: "Цілочислова програма з доведеною межею. Наявні центри збережено.",
        RU: "Целочисленная программа с доказанной границей. Существующие центры сохранены.",
        KK: "Дәлелденген шегі бар бүтін санды бағдарлама. Бар орталықтар сақталған.",
        EN: "A mixed-integer program with a proven bound. Existing centres are kept.",
    },
    "NEAREST_SITE": {
        UK: "Охоплено тих, чий найближчий надавач не далі заданої межі; межі оцінки — з точності місць.",
        RU: "Охвачены те, у кого ближайший поставщик не дальше предела; границы — из точности мест.",
        KK: "Ең жақын қызмет көрсетушісі шектен алыс емес адамдар қамтылған; шектер орын дәлдігінен.",
        EN: "Covered is who has the nearest provider within the limit; bounds follow from exactness.",
    },
    "FLOATING_CATCHMENT": {
        UK: "Плаваючі зони: місця надавача діляться на всіх, хто його досягає, ближчі важать більше.",
        RU: "Плавающие зоны: места поставщика делятся на всех, кто его достигает, близкие весят больше.",
        KK: "Жылжымалы аймақтар: орындар оларға жететіндерге бөлінеді, жақындары көбірек саналады.",
        EN: "Floating catchments: places are shared by all who reach them, and near ones count more.",
    },
    "RAAM": {
        UK: "RAAM: кожен іде туди, де черга й дорога разом найменші; менше значення — кращий доступ.",
        RU: "RAAM: каждый идёт туда, где очередь и дорога вместе наименьшие; меньше — лучше доступ.",
        KK: "RAAM: әркім кезек пен жол қосындысы ең аз жерге барады; мәні аз болса, қолжетімділік жақсы.",
        EN: "RAAM: everybody goes where waiting and travel together cost least; less is better access.",
    },
    "NORM": {
        UK: "Потреба за нормативом, наявне й те, чого бракує, у кожній громаді окремо.",
        RU: "Потребность по нормативу, наличие и нехватка, в каждой территории отдельно.",
        KK: "Норматив бойынша қажеттілік, бары және жетіспейтіні, әр аумақта бөлек.",
        EN: "Need by the norm, supply, and what is short, in each hromada by itself.",
    },
    "TEAMS": {
        UK: "На папері: громади, які хтось обслуговує вдома чи виїздом; за потужністю: клієнти, яких стане.",
        RU: "На бумаге: территории, обслуживаемые на дому или выездом; по мощности: сколько клиентов.",
        KK: "Қағаз жүзінде: біреу үйде не көшпелі қызмет көрсететін аумақтар; қуат бойынша: клиенттер саны.",
        EN: "On paper: hromadas served at home or by a team; by capacity: the clients that they can have.",
    },
    "PEERS": {
        UK: "Схожі громади: різниці ознак у квартильних розмахах, середнє квадратичне.",
        RU: "Похожие территории: разности признаков в квартильных размахах, среднее квадратическое.",
        KK: "Ұқсас аумақтар: белгілердің квартиль аралығындағы айырмалары, орташа квадраттық.",
        EN: "Communities alike: differences of features in quartile ranges, their root mean square.",
    },
}

#: Code → what to mind, by language.
CAVEATS: Final[dict[str, dict[Lang, str]]] = {
    "SYNTHETIC_INCLUDED": {
        UK: "Вигаданих записів серед врахованих: {count}; вони лише показують форму реєстру.",
        RU: "Вымышленных записей среди учтённых: {count}; они лишь показывают форму реестра.",
        KK: "Есепке алынғандардың ішінде ойдан шығарылған жазба: {count}; олар тек тізілім түрін көрсетеді.",
        EN: "Records that are made up, of those counted: {count}. They only show the shape of a register.",
    },
    "LIST_RECALLED": {
        UK: "Перелік базових послуг записано з пам’яті; його слід звірити з текстом закону.",
        RU: "Перечень базовых услуг записан по памяти; его следует сверить с текстом закона.",
        KK: "Негізгі қызметтер тізбесі жадтан жазылған; оны заң мәтінімен салыстыру керек.",
        EN: "The list of basic services was written down from memory of the law; check it against the text.",
    },
    "STRAIGHT_LINE": {
        UK: "Відстані виміряно по прямій; шлях дорогою довший.",
        RU: "Расстояния измерены по прямой; путь по дороге длиннее.",
        KK: "Қашықтық түзу сызықпен өлшенген; жолмен жүру ұзағырақ.",
        EN: "Distances are straight lines; the way by road is longer.",
    },
    "TERRITORY_WITHOUT_POINT": {
        UK: "Точка території невідома: відстані, сусіди й найближчі надавачі не названі.",
        RU: "Точка территории неизвестна: расстояния, соседи и ближайшие поставщики не названы.",
        KK: "Аумақтың нүктесі белгісіз: қашықтық, көршілер және ең жақын қызмет көрсетушілер айтылмайды.",
        EN: "No point of the territory is known: distances, neighbours and nearest providers are not told.",
    },
    "MEMBERS_WITHOUT_DISTANCE": {
        UK: "Надавачів, відстань до яких невідома й не входить до суми: {count}.",
        RU: "Поставщиков, расстояние до которых неизвестно и не входит в сумму: {count}.",
        KK: "Қашықтығы белгісіз, қосындыға кірмейтін қызмет көрсетушілер: {count}.",
        EN: "Members whose distance is not known, and not in the sum: {count}.",
    },
    "TERRITORIES_WITHOUT_POINT": {
        UK: "Точка {count} територій невідома: для них найближчі надавачі не названі.",
        RU: "Точка {count} территорий неизвестна: для них ближайшие поставщики не названы.",
        KK: "{count} аумақтың нүктесі белгісіз: олар үшін ең жақын қызмет көрсетушілер айтылмайды.",
        EN: "No point is known of {count} territories: who is nearest to them is not told.",
    },
    "COARSE_PLACES": {
        UK: "Надавачів, місце яких відоме не точніше, ніж до громади: {count}.",
        RU: "Поставщиков, место которых известно не точнее, чем до громады или района: {count}.",
        KK: "Орны громададан немесе ауданнан дәлірек белгісіз қызмет көрсетушілер: {count}.",
        EN: "Providers whose place is known no finer than the hromada or district: {count}.",
    },
    "CAPACITY_PARTLY_STATED": {
        UK: "Потужність зазначають не всі: кожна сума стоїть поряд із числом послуг, які її зазначають.",
        RU: "Мощность указывают не все: каждая сумма стоит рядом с числом услуг, которые её указывают.",
        KK: "Қуатты бәрі көрсетпейді: әр қосынды оны көрсететін қызметтер санымен қатар тұр.",
        EN: "Not all state their capacity: each sum stands beside the number of services that do.",
    },
    "BEYOND_LIMIT": {
        UK: "Надавачів, що розташовані далі й не розглядалися: {count}.",
        RU: "Поставщиков, которые находятся дальше и не рассматривались: {count}.",
        KK: "Алысырақ орналасқан, қаралмаған қызмет көрсетушілер: {count}.",
        EN: "Providers farther away, which were not looked at: {count}.",
    },
    "ROWS_DO_NOT_ADD_UP": {
        UK: "Хто працює в кількох територіях, рахується в кожній: рядки не складаються в підсумок.",
        RU: "Кто работает на нескольких территориях, считается в каждой: строки не складываются в итог.",
        KK: "Бірнеше аумақта жұмыс істейтін қызмет көрсетуші әрқайсысында саналады: жолдар қосылмайды.",
        EN: "Who works in several territories counts in each: rows do not add up to the total.",
    },
    "NOT_PLACED_BELOW": {
        UK: "Надавачів, про яких невідомо, у якій із цих територій вони розташовані: {count}.",
        RU: "Поставщиков, о которых неизвестно, на какой из этих территорий они находятся: {count}.",
        KK: "Осы аумақтардың қайсысында екені белгісіз қызмет көрсетушілер: {count}.",
        EN: "Providers of whom it is not known in which of these territories they stand: {count}.",
    },
    "POPULATION_IS_PRE_2022": {
        UK: "Населення — станом на {day}: відтоді багато людей виїхало або переїхало.",
        RU: "Население — по состоянию на {day}: с тех пор многие уехали или переехали.",
        KK: "Халық саны {day} күніне: содан бері көп адам кетті немесе көшті.",
        EN: "The population is of {day}: many people have left or moved since.",
    },
    "PEOPLE_MODELLED": {
        UK: "Де саме живуть люди, змодельовано: міста як круги, решта рівномірно по громаді.",
        RU: "Где именно живут люди, смоделировано: города как круги, остальные равномерно по округу.",
        KK: "Адамдардың нақты қайда тұратыны модельденген: қалалар дөңгелек, қалғаны аумаққа біркелкі.",
        EN: "Where exactly people live is modelled: towns as discs, the others evenly over their hromada.",
    },
    "POINTS_ONLY": {
        UK: "Враховано лише поселення з відомим населенням: інших, частіше сіл, бракує, і частка завищена.",
        RU: "Учтены лишь поселения с известным населением: других, чаще сёл, не хватает, и доля завышена.",
        KK: "Тек халқы белгілі елді мекендер есептелген: көбіне ауылдар жоқ, сондықтан үлес жоғары шығады.",
        EN: "Only places of a known population count: others, mostly villages, are missing; shares flatter.",
    },
    "SERVICES_MADE_UP": {
        UK: "Громад, де названі послуги надають лише вигадані надавачі: {count}.",
        RU: "Территорий, где названные услуги дают лишь вымышленные поставщики: {count}.",
        KK: "Аталған қызметтерді тек ойдан шығарылған қызмет көрсетушілер көрсететін аумақтар: {count}.",
        EN: "Communities where only made-up providers give the services that are named: {count}.",
    },
    "FEATURES_INCOMPLETE": {
        UK: "Громад, населення яких невідоме: {count} з {of}; їх порівняно лише за рештою ознак.",
        RU: "Территорий, население которых неизвестно: {count} из {of}; они сравнены по прочим признакам.",
        KK: "Халық саны белгісіз аумақтар: {of} ішінен {count}; олар басқа белгілерімен салыстырылған.",
        EN: "Communities whose people are not known: {count} of {of}; only their other features count.",
    },
    "POPULATION_INCOMPLETE": {
        UK: "Громад, населення яких невідоме: {count} з {of}; їхніх людей тут немає.",
        RU: "Территорий, население которых неизвестно: {count} из {of}; их людей здесь нет.",
        KK: "Халық саны белгісіз аумақтар: {of} ішінен {count}; олардың адамдары мұнда жоқ.",
        EN: "Hromadas whose people are not known, and not in the answer: {count} of {of}.",
    },
    "PEOPLE_WITHOUT_POINT": {
        UK: "Осіб, що живуть у місцях без координат і не враховані: {count}.",
        RU: "Человек, живущих в местах без координат и не учтённых: {count}.",
        KK: "Координатасы жоқ жерлерде тұратын, есепке алынбаған адамдар: {count}.",
        EN: "People who live at places without a point, and are not counted: {count}.",
    },
    "TERRITORIES_COUNTED": {
        UK: "Населення невідоме: пораховано громади, а не людей.",
        RU: "Население неизвестно: посчитаны территории, а не люди.",
        KK: "Халық саны белгісіз: адамдар емес, аумақтар саналған.",
        EN: "No population is known: hromadas are counted, not people.",
    },
    "PEOPLE_OF_A_FILE": {
        UK: "Людей узято з файла точок, що рахує {counts}.",
        RU: "Люди взяты из файла точек, который считает {counts}.",
        KK: "Адамдар {counts} санайтын нүктелер файлынан алынған.",
        EN: "People are taken from a file of points that counts {counts}.",
    },
    "SITES_WITHOUT_POINT": {
        UK: "Місць надавачів без координат: {count}; вони нікого не охоплюють.",
        RU: "Мест поставщиков без координат: {count}; они никого не охватывают.",
        KK: "Координатасы жоқ қызмет көрсету орындары: {count}; олар ешкімді қамтымайды.",
        EN: "Places of providers without a point, which cover nobody: {count}.",
    },
    "REACH_DECIDES_NOTHING": {
        UK: "Межа відстані не впливає на вибір місць: вона лише каже, хто охоплений до і після.",
        RU: "Предел расстояния не влияет на выбор мест: он лишь говорит, кто охвачен до и после.",
        KK: "Қашықтық шегі орындарды таңдауға әсер етпейді: тек бұрын және кейін кім қамтылғанын айтады.",
        EN: "The reach does not decide where sites stand: it only says who is covered before and after.",
    },
    "ANOTHER_MOMENT": {
        UK: "Сценарій запитує стан {asked}, а відповідь — станом на випуск {release}.",
        RU: "Сценарий спрашивает состояние {asked}, а ответ — по состоянию на выпуск {release}.",
        KK: "Сценарий {asked} күйін сұрайды, ал жауап {release} шығарылымының күйі бойынша.",
        EN: "The scenario asks for the state {asked}, and the answer is of the state of release {release}.",
    },
    "BELOW_PRECISION": {
        UK: "Межа менша за 10 км: за такої точності місць дивіться на нижню й верхню межі, а не на частку.",
        RU: "Предел меньше 10 км: при такой точности мест смотрите на границы, а не на долю.",
        KK: "Шек 10 км-ден аз: мұндай дәлдікте үлеске емес, төменгі және жоғарғы шекке қараңыз.",
        EN: "The limit is below 10 km: places are not so exact; read the bounds, not the share alone.",
    },
    "MINUTES_BY_RULE": {
        UK: "Хвилини обчислено за прямою лінією: 9,1 + 1,24 на км, похибка ±37 %. Точок: {count}.",
        RU: "Минуты вычислены по прямой: 9,1 + 1,24 на км, погрешность ±37 %. Точек: {count}.",
        KK: "Минуттар түзу сызық бойынша есептелген: 9,1 + км сайын 1,24, қателік ±37 %. Нүктелер: {count}.",
        EN: "Minutes follow from straight lines: 9.1 + 1.24 for each km, ± 37 %. Points: {count}.",
    },
    "MATRIX_HOLES": {
        UK: "У матриці часу бракує {count} пар місць: їхні хвилини обчислено з прямої лінії.",
        RU: "В матрице времени нет {count} пар мест: их минуты вычислены по прямой.",
        KK: "Уақыт матрицасында {count} жұп орын жоқ: олардың минуттары түзу сызықтан есептелген.",
        EN: "The matrix of times lacks {count} pairs of places: their minutes follow from straight lines.",
    },
    "MATRIX_HOLES_SHUT": {
        UK: "У матриці часу бракує {count} пар місць: між ними шлях не рахується.",
        RU: "В матрице времени нет {count} пар мест: путь между ними не учитывается.",
        KK: "Уақыт матрицасында {count} жұп орын жоқ: олардың арасындағы жол есептелмейді.",
        EN: "The matrix of times lacks {count} pairs of places: no way between them is counted.",
    },
    "MATRIX_OF_ANOTHER_RELEASE": {
        UK: "Матрицю часу зроблено при випуску {made}, а це випуск {newest}: нових місць у ній немає.",
        RU: "Матрица времени сделана при выпуске {made}, а это выпуск {newest}: новых мест в ней нет.",
        KK: "Уақыт матрицасы {made} шығарылымында жасалған, ал бұл — {newest}: жаңа орындар онда жоқ.",
        EN: "The matrix of times was made at release {made} and this is {newest}: it lacks newer places.",
    },
    "SITES_NOT_PLACES": {
        UK: "Жоден надавач не зазначає місць: враховано надавачів, а не місця.",
        RU: "Ни один поставщик не указывает мест: учтены поставщики, а не места.",
        KK: "Бірде-бір қызмет көрсетуші орынды айтпайды: орындар емес, қызмет көрсетушілер есептелген.",
        EN: "Nobody states places: providers are counted, not places.",
    },
    "ACCESS_NOT_KNOWN": {
        UK: "Система не знає, куди зараз можна дістатися: перевірте, перш ніж їхати.",
        RU: "Система не знает, куда сейчас можно добраться: проверьте, прежде чем ехать.",
        KK: "Жүйе қазір қай жерге жетуге болатынын білмейді: жолға шықпас бұрын тексеріңіз.",
        EN: "The hub does not know which places can be reached now: ask before you travel.",
    },
    "TEAMS_NOT_STATED": {
        UK: "Жодна бригада не зазначає, скільки їх і скільки відвідувань на день: потужність невідома.",
        RU: "Ни одна бригада не указывает их число и посещения в день: мощность неизвестна.",
        KK: "Ешбір топ өз санын және күндік келу санын көрсетпейді: қуаты белгісіз.",
        EN: "No team states how many they are and how many visits a day they make: capacity is not known.",
    },
    "NORM_BINDS_NOBODY": {
        UK: "Норматив — {status}, що нікого не зобов’язує.",
        RU: "Норматив — {status}, который никого не обязывает.",
        KK: "Норматив — {status}, ешкімді міндеттемейді.",
        EN: "The norm is a {status}: it binds nobody.",
    },
}
