namespace Pulumi;

public class Input<T> : IInput
{
    private protected Output<T> Current;

    private protected Input(Output<T> value) => Current = value;

    IOutput IInput.Parts => Parts;

    private protected virtual IOutput Parts => Current;

    public static implicit operator Input<T>(T value) => Output.Create(value);

    public static implicit operator Input<T>(Output<T> value) => new(value);

    public static implicit operator Output<T>(Input<T> input) => input.Current;
}
