namespace Pulumi;

/// <summary>Stands in wire form for a value that a preview cannot know.</summary>
internal sealed class Unknown
{
    public static Unknown Value { get; } = new();
}
