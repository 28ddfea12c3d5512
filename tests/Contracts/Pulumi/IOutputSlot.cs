namespace Pulumi;

internal interface IOutputSlot
{
    object Output { get; }

    void Set(object? value, bool known);

    void Fail(Exception error);
}
