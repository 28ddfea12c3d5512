namespace Pulumi;

internal readonly record struct OutputData<T>(T Value, bool IsKnown, bool IsSecret);
