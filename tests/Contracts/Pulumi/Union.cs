namespace Pulumi;

public readonly struct Union<T0, T1> : IUnion, IEquatable<Union<T0, T1>>
{
    private readonly object? _value;

    private Union(object? value, bool isT1) => (_value, IsT1) = (value, isT1);

    public bool IsT0 => !IsT1;

    public bool IsT1 { get; }

    public object? Value => _value;

    public T0 AsT0 => (T0)_value!;

    public T1 AsT1 => (T1)_value!;

    public static Union<T0, T1> FromT0(T0 input) => new(input, false);

    public static Union<T0, T1> FromT1(T1 input) => new(input, true);

    public bool Equals(Union<T0, T1> other) => IsT1 == other.IsT1 && Equals(_value, other._value);

    public override bool Equals(object? obj) => obj is Union<T0, T1> other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(IsT1, _value);

    public static bool operator ==(Union<T0, T1> left, Union<T0, T1> right) => left.Equals(right);

    public static bool operator !=(Union<T0, T1> left, Union<T0, T1> right) => !left.Equals(right);

    public static implicit operator Union<T0, T1>(T0 value) => FromT0(value);

    public static implicit operator Union<T0, T1>(T1 value) => FromT1(value);
}
