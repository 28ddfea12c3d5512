namespace ServerlessGuard.Core.Content;

/// <summary>An interaction's parts, opened, with the key that its entries measured them under.</summary>
public sealed record OpenedContent(string Interaction, ContentTerms Terms, IReadOnlyList<ContentPart> Parts, ReadOnlyMemory<byte> MacKey)
{
    public override string ToString() => $"OpenedContent {{ {Interaction} }}";
}
