namespace ServerlessGuard.Core.Rotation;

/// <summary>A platform's slot and the key in it. <see cref="ToString"/> leaves the key out.</summary>
public sealed record KeySlot(string Name, string Key)
{
    public override string ToString() => $"KeySlot {{ {Name} }}";
}
