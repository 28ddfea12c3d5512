namespace Pulumi;

internal interface IInput
{
    /// <summary>What the serialiser walks: the parts of a list or map stay apart, so that one unknown part hides no other.</summary>
    IOutput Parts { get; }
}
