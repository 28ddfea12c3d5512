namespace ServerlessGuard.Azure.Arm;

/// <summary>ARM refused or failed. The message holds the status and ARM's error code, never a body.</summary>
public sealed class ArmException(string operation, int status, string code, bool untouched)
    : Exception($"ARM answered {(status == 0 ? "nothing" : status)} {code} to {operation}.".Replace("  ", " ", StringComparison.Ordinal))
{
    /// <summary>0 when there was no answer.</summary>
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>ARM refused before it changed anything; otherwise the call may have acted.</summary>
    public bool NothingChanged { get; } = untouched;
}
