namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>The names of a pack's files, and a check that a name is safe on every operating system.</summary>
public static class PackNames
{
    public const string Manifest = "manifest";

    /// <summary>Present where a vault's key signed the manifest too.</summary>
    public const string Countersignature = "manifest.sig";

    public const string Report = "report.html";
    public const string Oscal = "assessment-results.json";
    public const string Plan = "assessment-plan.json";
    public const string Catalog = "catalog.json";
    public const string Evidence = "evidence.json";
    public const string Controls = "controls.yaml";
    public const string LogKey = "log.key";
    public const string Checkpoint = "checkpoint";
    public const string ReadMe = "VERIFY.md";

    private const int Longest = 200;

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    };

    public static string Entry(long index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"entries/{index}.json");

    public static string Proof(long index) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"proofs/{index}.tlog-proof");

    /// <summary>
    /// Slash-separated segments of <c>[A-Za-z0-9._-]</c> that begin with a letter or digit, end in no dot, and name no device of Windows.
    /// </summary>
    public static bool IsSafe(string name) => name is { Length: > 0 and <= Longest } && name.Split('/').All(static segment =>
        segment.Length > 0 && char.IsAsciiLetterOrDigit(segment[0]) && segment[^1] != '.'
        && segment.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
        && !Devices.Contains(segment.Split('.')[0]));
}
