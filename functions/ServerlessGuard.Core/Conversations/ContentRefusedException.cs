namespace ServerlessGuard.Core.Conversations;

/// <summary>
/// A document is beyond what the gateway can judge: too large, malformed, or of an unknown shape. Reading stops at once,
/// however deep it is. The message never holds scanned text.
/// </summary>
internal sealed class ContentRefusedException(string code, string message) : Exception(message)
{
    /// <summary>Stable code: <c>invalid_request</c>, <c>content.unknown-shape</c>, <c>content.not-inspectable</c>.</summary>
    public string Code => code;
}
