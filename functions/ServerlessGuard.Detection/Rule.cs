namespace ServerlessGuard.Detection;

/// <summary>
/// One pattern with its own proof. Rules see normalised text: NFKC, confusables folded to ASCII letters, zero-width and
/// bidi controls removed, every decimal digit an ASCII digit.
/// </summary>
public sealed record Rule
{
    /// <summary>Permanent and unique, never reused: <c>SG-PII-001</c>, <c>SG-SEC-001</c>, <c>SG-INJ-001</c>, <c>SG-MRK-001</c>.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// The kind of its findings, lower-kebab: <c>email</c>, <c>payment-card</c>, <c>github-token</c>. Shown to users and used in tokens.
    /// </summary>
    public required string Kind { get; init; }

    public required FindingCategory Category { get; init; }

    /// <summary>The literal or digits to search for: the pattern runs only beside its anchor.</summary>
    public required Anchor Anchor { get; init; }

    /// <summary>
    /// A .NET regex without lookaround, back-references, class subtraction, <c>$</c> and Unicode blocks, with .NET's meaning. The
    /// finding is the group named <c>v</c> where there is one, else the whole match. It is tried from a given start, which
    /// <c>^</c> stands for; one unit right of the longest match is visible to <c>\b</c>.
    /// </summary>
    public required string Pattern { get; init; }

    /// <summary>Whether letters match in either case. Default false.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>The longest match in UTF-16 units; longer ones are not found. Bounds work, and what a live stream holds back.</summary>
    public required int MaxLength { get; init; }

    /// <summary>
    /// For rules longer than <see cref="Scanner.LongestOrdinary"/>: characters that never occur in the match after its
    /// opening literal. A live stream continues as soon as one came; without any it holds for the whole maximum length.
    /// </summary>
    public string Stop { get; init; } = "";

    /// <summary>Whether a word character directly left of the match spoils it. Default true.</summary>
    public bool LeftBoundary { get; init; } = true;

    /// <summary>Whether a word character directly right of the match spoils it. Default true.</summary>
    public bool RightBoundary { get; init; } = true;

    /// <summary>
    /// Whether the format is known by itself, so that an underscore, a label or the next word glued to it and an escape do not hide
    /// it. Default: personal data with a check that needs no context, and secrets with a prefix.
    /// </summary>
    public bool? StandsOut { get; init; }

    /// <summary>Decides on the value beyond its shape: check digits, entropy, ranges. Gets the finding's normalised text.</summary>
    public Func<ReadOnlySpan<char>, bool>? Check { get; init; }

    /// <summary>Decides on the text that leads to the value, such as the name in <c>name = value</c>.</summary>
    public LabelChecker? LabelCheck { get; init; }

    /// <summary>Confidence, 0 to 1, of a match without a context word near it.</summary>
    public required double Confidence { get; init; }

    /// <summary>
    /// Confidence of a match without a context word that is digits alone, where separators or letters would add to what supports
    /// it. Default: <see cref="Confidence"/>. An order number passes a check digit now and then.
    /// </summary>
    public double? DigitsConfidence { get; init; }

    /// <summary>
    /// Words that make a match likelier, matched without case on word boundaries up to
    /// <see cref="Scanner.ContextReach"/> units before the match or <see cref="Scanner.ContextReachAfter"/> after it.
    /// </summary>
    public IReadOnlyList<string> Context { get; init; } = [];

    /// <summary>
    /// Those of <see cref="Context"/> that name the value itself, as "NPI" does: directly before a match that fails
    /// <see cref="Check"/> they keep it at <see cref="Scanner.LabelledConfidence"/>, since digits are mistyped.
    /// </summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Confidence with a context word. Default 0.9.</summary>
    public double ContextConfidence { get; init; } = 0.9;

    /// <summary>
    /// Makes a surrogate of the same format with valid check digits from a value and pseudo-random bytes; null falls back to a generic one.
    /// </summary>
    public SurrogateMaker? Surrogate { get; init; }

    /// <summary>
    /// Whole texts in which this rule, and no other of its category, finds exactly the part between <c>«</c> and <c>»</c>.
    /// </summary>
    public required IReadOnlyList<string> Positives { get; init; }

    /// <summary>Whole texts in which this rule finds nothing at or above <see cref="Scanner.DefaultThreshold"/>.</summary>
    public required IReadOnlyList<string> Negatives { get; init; }

    public bool Equals(Rule? other) => other is not null && other.Id == Id;

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A surrogate for <paramref name="value"/> of the same format, decided by <paramref name="random"/> (32 bytes) alone.</summary>
public delegate string SurrogateMaker(ReadOnlySpan<char> value, ReadOnlySpan<byte> random);

/// <summary>
/// Whether the text that leads to a value allows a finding. Both are normalised: <paramref name="before"/> is what lies before
/// the match, up to <see cref="Scanner.LabelReach"/> units; <paramref name="label"/> is the match's part before the value.
/// </summary>
public delegate bool LabelChecker(ReadOnlySpan<char> before, ReadOnlySpan<char> label);
