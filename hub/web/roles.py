"""Who asks, and what follows from it: which rights, limits and times a request has."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_address

from starlette.requests import Request

from hub.ingest.stewarding.reading import CorrectionReader
from hub.settings import RequestLimits, Settings
from hub.store.engine import Reader, ReadOptions
from hub.store.keys import Kind
from hub.web.deadline import within
from hub.web.keys import Keys
from hub.web.rates import Client, Rates
from schema.context import Planner, Steward

ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Role:
    """What a request may do. Everybody of a role `name` is answered alike, unless `steward` is set."""

    name: str
    reader: Reader
    limits: RequestLimits
    client: Client
    #: Told how many seconds the database worked for an answer.
    charge_seconds: Callable[[float], None]
    #: Told how many nodes an operation asks for, before it is executed. Raises RateLimited.
    charge: Callable[[int], None]
    #: Told of the same nodes when the hub could not answer after all.
    give_back: Callable[[int], None]
    steward: Steward | None = None
    #: Who may have plans computed: holders of keys.
    planner: Planner | None = None

    @property
    def seconds(self) -> float:
        """How long the request may take."""
        return self.limits.request_seconds


class Roles:
    """Tells roles by the header Authorization, and counts the requests of each client."""

    def __init__(
        self, url: str, anonymous: Reader, with_key: Reader, settings: Settings, read: CorrectionReader
    ) -> None:
        """`with_key` reads for holders of keys; `read` cleans what stewards say of a field."""
        self._read = read
        self._url = url
        self._settings = settings
        self._anonymous = anonymous
        self._with_key = with_key
        # Stewards also see what waits for their decision, which the reader role does not.
        options = ReadOptions(
            statement_seconds=settings.stewards.statement_seconds, pool_size=2, as_reader=False
        )
        self._of_stewards = Reader(url, options, anonymous.silence)
        self.rates = Rates()
        self._keys = Keys(url, self.rates, anonymous.silence)

    async def of(self, request: Request) -> Role:
        """The role of who sends a request, which is counted. Raises UnknownKey or RateLimited.

        The client is noted in the request's state, where the headers of the response find it.
        """
        address = address_of(request)
        header = request.headers.get("authorization")
        role = self._anybody(address) if header is None else await self._known(header, address)
        request.state.client = role.client
        self.rates.admit(role.client)
        return role

    def _anybody(self, address: str) -> Role:
        return self._role(ANONYMOUS, self._anonymous, Client(f"address {address}", self._settings.limits))

    async def _known(self, header: str, address: str) -> Role:
        seconds = self._settings.limits.request_seconds
        known = await within(seconds, self._keys.known(header, address), self._anonymous.silence)
        name = f"{known.kind} {known.name}"
        planner = Planner(name, self._url, self._settings.jobs)
        if known.kind is Kind.CLIENT:
            return self._role(known.kind, self._with_key, Client(name, self._settings.keys), planner)
        steward = Steward(known.name, self._url, self._read)
        return self._role(
            known.kind, self._of_stewards, Client(name, self._settings.stewards), planner, steward
        )

    def _role(
        self,
        name: str,
        reader: Reader,
        client: Client,
        planner: Planner | None = None,
        steward: Steward | None = None,
    ) -> Role:
        return Role(
            name=name,
            reader=reader,
            limits=client.limits,
            client=client,
            charge=lambda nodes: self.rates.charge(client, nodes),
            give_back=lambda nodes: self.rates.give_back(client, nodes),
            charge_seconds=lambda seconds: self.rates.charge_seconds(client, seconds),
            steward=steward,
            planner=planner,
        )

    async def close(self) -> None:
        """Close the connections of stewards and of keys."""
        await self._of_stewards.close()
        await self._keys.close()


def address_of(request: Request) -> str:
    """The client's address; of an IPv6 address the network, since one client has all of it."""
    client = request.scope.get("client")
    return _network(client[0]) if client else ""


@lru_cache(maxsize=10_000)
def _network(host: str) -> str:
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return f"{IPv6Address(int(address) >> 64 << 64)}/64"
    return host
