using System.Collections.Immutable;
using Pulumi.Testing;

namespace ServerlessGuard.Infra.Tests.Support;

/// <summary>Answers as a preview of a new stack does: no id, no state.</summary>
internal sealed class SilentMocks : IMocks
{
    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args) =>
        Task.FromResult<(string?, object)>((null, ImmutableDictionary<string, object>.Empty));

    public Task<object> CallAsync(MockCallArgs args) => throw new InvalidOperationException($"The program calls {args.Token}");
}
