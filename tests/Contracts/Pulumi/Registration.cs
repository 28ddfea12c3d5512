using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>The registration of one resource: inputs to wire form, to the mocks, and the state they answer back into its outputs.</summary>
internal sealed class Registration(IMocks mocks, DeploymentInstance instance, bool isPreview)
{
    private readonly ConcurrentDictionary<string, bool> _urns = new();

    public async Task StartAsync(Resource resource, string type, string name, bool custom, ResourceArgs args, ResourceOptions options)
    {
        var outputs = new OutputSlots(resource);
        try
        {
            var urn = await UrnAsync(type, name, options.Parent).ConfigureAwait(false);
            if (!_urns.TryAdd(urn, custom))
                throw new InvalidOperationException($"Duplicate resource URN '{urn}'; try giving it a unique name");
            if (type == Stack.RootType)
            {
                outputs.Fill(urn, null, ImmutableDictionary<string, object>.Empty, isPreview);
                return;
            }

            var inputs = (ImmutableDictionary<string, object?>)(await WireForm.OfAsync(name, args).ConfigureAwait(false))!;
            var (id, state) = await mocks.NewResourceAsync(new MockResourceArgs
            {
                Type = type,
                Name = name,
                Inputs = inputs.Where(i => i.Value is not null and not Unknown).ToImmutableDictionary(i => i.Key, i => i.Value!),
            }).ConfigureAwait(false);
            outputs.Fill(urn, id, (IReadOnlyDictionary<string, object>)state, isPreview);
        }
        catch (Exception error)
        {
            outputs.Fail(error);
            throw;
        }
    }

    private async Task<string> UrnAsync(string type, string name, Resource? parent)
    {
        if (parent is not null)
        {
            var urn = (await parent.Urn.Data.ConfigureAwait(false)).Value;
            type = urn.Split("::")[2].Split('$')[0] + "$" + type;
        }

        return "urn:pulumi:" + string.Join("::", instance.StackName, instance.ProjectName, type, name);
    }
}
