using System.Runtime.CompilerServices;
using Xunit.v3;

namespace ServerlessGuard.Testing;

/// <summary>
/// A test that takes long: skipped unless <see cref="TestRun.IsLong"/>. The trait finds such tests: <c>--filter-trait Length=long</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongFactAttribute : FactAttribute, ITraitAttribute
{
    public LongFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = TestRun.SkipLong;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => LongTrait.Of;
}

/// <summary>A theory of which every case takes long, like <see cref="LongFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    public LongTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = TestRun.SkipLong;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => LongTrait.Of;
}

internal static class LongTrait
{
    public static IReadOnlyCollection<KeyValuePair<string, string>> Of { get; } = [new("Length", "long")];
}
