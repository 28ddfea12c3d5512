namespace Pulumi;

public class Resource
{
    private readonly string _type;
    private readonly string _name;

    private protected Resource(string type, string name, bool custom, ResourceArgs args, ResourceOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(name);
        (_type, _name) = (type, name);
        Deployment.Registering.Register(this, type, name, custom, args, options);
    }

    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    public string GetResourceType() => _type;

    public string GetResourceName() => _name;
}
