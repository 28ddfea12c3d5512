namespace Pulumi;

public class Resource
{
    private readonly string _type;
    private readonly string _name;
    private readonly List<ResourceTransformation> _transformations;

    private protected Resource(string type, string name, bool custom, ResourceArgs args, ResourceOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(name);
        (_type, _name) = (type, name);
        _transformations =
        [
            .. options.ResourceTransformations,
            .. (options.Parent ?? (type == Stack.RootType ? null : Deployment.Registering.Stack))?._transformations ?? [],
        ];
        foreach (var transformation in _transformations)
            if (transformation(new(this, args, options)) is { } changed)
                (args, options) = (changed.Args, changed.Options);
        Deployment.Registering.Register(this, type, name, custom, args, options);
    }

    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    public string GetResourceType() => _type;

    public string GetResourceName() => _name;
}
