namespace ServerlessGuard.Core.Rotation;

/// <summary>Another worker took over; this one stops without acting.</summary>
internal sealed class LeaseLostException() : Exception("Another worker took over the credential.");
