namespace Pulumi;

internal interface IInput
{
    /// <summary>The parts that the serialiser walks: those of a list or map stay apart, so that one unknown part hides no other.</summary>
    IOutput Parts { get; }
}
