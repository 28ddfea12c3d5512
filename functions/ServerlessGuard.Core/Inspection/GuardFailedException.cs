namespace ServerlessGuard.Core.Inspection;

/// <summary>A guard other than the audit log failed: the scanner, the vault, a tool rule. The tier says what follows.</summary>
internal sealed class GuardFailedException(string guard, Exception innerException) : Exception($"The guard {guard} failed.", innerException)
{
    public string Guard => guard;
}
