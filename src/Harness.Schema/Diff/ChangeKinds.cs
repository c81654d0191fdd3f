namespace Harness.Schema.Diff;

/// <summary>
/// All kinds of change. Classed after "Compatibility considerations" of the QAPI language, taken for both sides: what is added to
/// the send direction is opt-in, what is added to the receive direction is ignored by those who do not know it.
/// </summary>
public static class ChangeKinds
{
    public static readonly ChangeKind CommandRemoved = new("DIFF0101", Breaks.Clients, "is no command any more");
    public static readonly ChangeKind CommandAdded = new("DIFF0102", Breaks.Nothing, "is a new command");
    public static readonly ChangeKind EventRemoved = new("DIFF0103", Breaks.Clients, "is no event any more");
    public static readonly ChangeKind EventAdded = new("DIFF0104", Breaks.Nothing, "is a new event");
    public static readonly ChangeKind ReplyRemoved = new("DIFF0105", Breaks.Clients, "has no success reply any more");
    public static readonly ChangeKind ReplyAdded = new("DIFF0106", Breaks.Servers, "has a success reply now");
    public static readonly ChangeKind OutOfBandRemoved = new("DIFF0107", Breaks.Clients, "may not be sent out-of-band any more");
    public static readonly ChangeKind OutOfBandAdded = new("DIFF0108", Breaks.Nothing, "may be sent out-of-band now");
    public static readonly ChangeKind PreconfigRemoved = new("DIFF0109", Breaks.Clients, "may not be sent before the machine is configured any more");
    public static readonly ChangeKind PreconfigAdded = new("DIFF0110", Breaks.Nothing, "may be sent before the machine is configured now");
    public static readonly ChangeKind FeatureRemoved = new("DIFF0111", Breaks.Nothing, "lost a feature");
    public static readonly ChangeKind FeatureAdded = new("DIFF0112", Breaks.Nothing, "has a new feature");

    public static readonly ChangeKind OptionalArgumentRemoved = new("DIFF0201", Breaks.Clients, "is no argument any more");
    public static readonly ChangeKind MandatoryArgumentRemoved = new("DIFF0202", Breaks.Clients | Breaks.Servers, "was mandatory and is no argument any more");
    public static readonly ChangeKind OptionalArgumentAdded = new("DIFF0203", Breaks.Nothing, "is a new optional argument");
    public static readonly ChangeKind MandatoryArgumentAdded = new("DIFF0204", Breaks.Clients | Breaks.Servers, "is a new mandatory argument");
    public static readonly ChangeKind ArgumentMadeMandatory = new("DIFF0205", Breaks.Clients, "became mandatory");
    public static readonly ChangeKind ArgumentMadeOptional = new("DIFF0206", Breaks.Nothing, "became optional");
    public static readonly ChangeKind ArgumentNarrowed = new("DIFF0207", Breaks.Clients, "accepts less");
    public static readonly ChangeKind ArgumentWidened = new("DIFF0208", Breaks.Nothing, "accepts more");
    public static readonly ChangeKind ArgumentTypeChanged = new("DIFF0209", Breaks.Clients | Breaks.Servers, "is of another type");
    public static readonly ChangeKind ArgumentValueRemoved = new("DIFF0210", Breaks.Clients, "does not accept a value any more");
    public static readonly ChangeKind ArgumentValueAdded = new("DIFF0211", Breaks.Nothing, "accepts a new value");
    public static readonly ChangeKind ArgumentsClosed = new("DIFF0212", Breaks.Clients, "accept no further members any more");
    public static readonly ChangeKind ArgumentsOpened = new("DIFF0213", Breaks.Nothing, "accept any further members");

    public static readonly ChangeKind OptionalResultRemoved = new("DIFF0301", Breaks.Nothing, "was optional and is not sent any more");
    public static readonly ChangeKind MandatoryResultRemoved = new("DIFF0302", Breaks.Clients, "is not sent any more");
    public static readonly ChangeKind OptionalResultAdded = new("DIFF0303", Breaks.Nothing, "is new and may be sent");
    public static readonly ChangeKind MandatoryResultAdded = new("DIFF0304", Breaks.Servers, "is new and always sent");
    public static readonly ChangeKind ResultMadeMandatory = new("DIFF0305", Breaks.Servers, "is always sent now");
    public static readonly ChangeKind ResultMadeOptional = new("DIFF0306", Breaks.Clients, "is not always sent any more");
    public static readonly ChangeKind ResultNarrowed = new("DIFF0307", Breaks.Servers, "may be less than before");
    public static readonly ChangeKind ResultWidened = new("DIFF0308", Breaks.Clients, "may be more than before");
    public static readonly ChangeKind ResultTypeChanged = new("DIFF0309", Breaks.Clients | Breaks.Servers, "is sent as another type");
    public static readonly ChangeKind ResultValueRemoved = new("DIFF0310", Breaks.Servers, "does not take a value any more");
    public static readonly ChangeKind ResultValueAdded = new("DIFF0311", Breaks.Nothing, "may take a new value, which clients must expect");

    /// <summary>In the order of their codes.</summary>
    public static IReadOnlyList<ChangeKind> All { get; } =
    [
        CommandRemoved, CommandAdded, EventRemoved, EventAdded, ReplyRemoved, ReplyAdded, OutOfBandRemoved, OutOfBandAdded,
        PreconfigRemoved, PreconfigAdded, FeatureRemoved, FeatureAdded,
        OptionalArgumentRemoved, MandatoryArgumentRemoved, OptionalArgumentAdded, MandatoryArgumentAdded, ArgumentMadeMandatory,
        ArgumentMadeOptional, ArgumentNarrowed, ArgumentWidened, ArgumentTypeChanged, ArgumentValueRemoved, ArgumentValueAdded,
        ArgumentsClosed, ArgumentsOpened,
        OptionalResultRemoved, MandatoryResultRemoved, OptionalResultAdded, MandatoryResultAdded, ResultMadeMandatory,
        ResultMadeOptional, ResultNarrowed, ResultWidened, ResultTypeChanged, ResultValueRemoved, ResultValueAdded,
    ];
}
