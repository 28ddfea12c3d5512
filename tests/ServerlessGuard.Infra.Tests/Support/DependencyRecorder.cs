using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Pulumi;
using Pulumi.Utilities;

namespace ServerlessGuard.Infra.Tests.Support;

/// <summary>
/// Learns of every resource its dependencies and its options, by the SDK's public face alone: a transformation sees the arguments of each
/// before it is registered, and an output tells the resources that it comes from. The SDK's own serialiser collects them the same way.
/// </summary>
internal sealed class DependencyRecorder
{
    private static readonly MethodInfo Opened =
        typeof(DependencyRecorder).GetMethod(nameof(OpenAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly ConcurrentQueue<ResourceTransformationArgs> _made = new();

    public ResourceTransformationResult? Note(ResourceTransformationArgs args)
    {
        _made.Enqueue(args);
        return null;
    }

    /// <summary>By type and name.</summary>
    public async Task<Dictionary<(string Type, string Name), RecordedOptions>> ReadAsync()
    {
        var children = _made.Where(m => m.Options.Parent is not null).ToLookup(m => m.Options.Parent!, m => m.Resource);
        var read = new Dictionary<(string, string), RecordedOptions>();
        foreach (var made in _made.Where(m => m.Resource is CustomResource))
        {
            var named = new HashSet<Resource>();
            await WalkAsync(made.Args, named);
            var after = await OutputUtilities.GetValueAsync(made.Options.DependsOn.ToOutput());
            var all = named.Concat(after.IsDefault ? [] : after).SelectMany(r => Customs(r, children)).Select(Key)
                .ToImmutableHashSet();
            read[Key(made.Resource)] = new(all)
            {
                DeletedWith = made.Options.DeletedWith is { } with ? Key(with) : null,
                IsRetained = made.Options.RetainOnDelete == true,
                IsProtected = made.Options.Protect == true,
                Retries = made.Options.Hooks.OnError.Count > 0,
            };
        }

        return read;
    }

    private static (string, string) Key(Resource resource) => (resource.GetResourceType(), resource.GetResourceName());

    /// <summary>A component stands for what it made.</summary>
    private static IEnumerable<Resource> Customs(Resource resource, ILookup<Resource, Resource> children) =>
        resource is CustomResource ? [resource] : children[resource].SelectMany(c => Customs(c, children));

    private static async Task WalkAsync(object? value, HashSet<Resource> found)
    {
        switch (value)
        {
            case null or string or bool or int or double:
                return;
            case CustomResource resource:
                found.Add(resource);
                return;
            case InputArgs args:
                foreach (var member in Members(args))
                    await WalkAsync(member, found);
                return;
            case IDictionary map:
                foreach (var item in map.Values)
                    await WalkAsync(item, found);
                return;
            case IList list:
                foreach (var item in list)
                    await WalkAsync(item, found);
                return;
        }

        var type = value.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Union<,>))
        {
            await WalkAsync(type.GetProperty((bool)type.GetProperty("IsT0")!.GetValue(value)! ? "AsT0" : "AsT1")!.GetValue(value), found);
            return;
        }

        if (TypeOf(type) is not { } inner)
            return;
        var opening = Opened.MakeGenericMethod(inner).Invoke(null, [value])!;
        var (content, resources) = await (Task<(object?, ImmutableHashSet<Resource>)>)opening;
        found.UnionWith(resources);
        await WalkAsync(content, found);
    }

    private static IEnumerable<object?> Members(InputArgs args)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        for (var type = args.GetType(); type != typeof(object); type = type.BaseType!)
        {
            foreach (var field in type.GetFields(All).Where(f => f.IsDefined(typeof(InputAttribute))))
                yield return field.GetValue(args);
            foreach (var property in type.GetProperties(All).Where(p => p.IsDefined(typeof(InputAttribute))))
                yield return property.GetValue(args);
        }
    }

    private static Type? TypeOf(Type? type)
    {
        for (; type is not null; type = type.BaseType)
            if (type.IsGenericType && type.GetGenericTypeDefinition() is var open
                && (open == typeof(Input<>) || open == typeof(Output<>)))
                return type.GetGenericArguments()[0];
        return null;
    }

    private static async Task<(object? Content, ImmutableHashSet<Resource> Resources)> OpenAsync<T>(object value)
    {
        var output = value as Output<T> ?? ((Input<T>)value).ToOutput();
        return (await OutputUtilities.GetValueAsync(output), await OutputUtilities.GetDependenciesAsync(output));
    }
}

/// <summary>A resource's options, as the engine is told them beside its inputs.</summary>
internal sealed record RecordedOptions(ImmutableHashSet<(string Type, string Name)> DependsOn)
{
    public (string Type, string Name)? DeletedWith { get; init; }

    public bool IsRetained { get; init; }

    public bool IsProtected { get; init; }

    public bool Retries { get; init; }
}
