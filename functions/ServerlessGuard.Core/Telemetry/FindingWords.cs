namespace ServerlessGuard.Core.Telemetry;

/// <summary>Values of the column Category, and of Place, in <see cref="LogTableNames.Findings"/> that queries ask for.</summary>
public static class FindingWords
{
    public const string Injection = "injection";
    public const string Secret = "secret";
    public const string Output = "output";
}
