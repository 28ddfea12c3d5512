namespace ServerlessGuard.Core.Content;

/// <summary>One piece of what was said: <c>request</c>, <c>forwarded</c>, <c>model</c>, <c>answer</c>, <c>case</c>.</summary>
public sealed record ContentPart(string Name, ReadOnlyMemory<byte> Bytes)
{
    public override string ToString() => $"ContentPart {{ {Name} }}";
}
