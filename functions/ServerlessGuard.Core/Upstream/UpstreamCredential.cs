namespace ServerlessGuard.Core.Upstream;

/// <summary>A header that authenticates the guard. <see cref="ToString"/> leaves the value out.</summary>
public sealed record UpstreamCredential(string Header, string Value)
{
    public override string ToString() => $"UpstreamCredential {{ {Header} }}";
}
