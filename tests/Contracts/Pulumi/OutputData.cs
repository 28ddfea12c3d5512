using System.Collections.Immutable;

namespace Pulumi;

/// <param name="Resources">Those that the value comes from: whoever takes it as an input depends on them.</param>
internal readonly record struct OutputData<T>(T Value, bool IsKnown, bool IsSecret, ImmutableHashSet<Resource> Resources);
