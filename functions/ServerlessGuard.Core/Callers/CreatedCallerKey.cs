namespace ServerlessGuard.Core.Callers;

/// <summary>A new key with its text, which is shown once and kept nowhere. <see cref="ToString"/> leaves it out.</summary>
public sealed record CreatedCallerKey(CallerKeyRecord Record, string Key)
{
    public override string ToString() => $"CreatedCallerKey {{ {Record.Name} }}";
}
