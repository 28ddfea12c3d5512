namespace Pulumi;

public class ComponentResource : Resource
{
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : base(type, name, custom: false, ResourceArgs.Empty, options ?? new ComponentResourceOptions())
    {
    }

    protected void RegisterOutputs() => RegisterOutputs(new Dictionary<string, object?>());

    protected void RegisterOutputs(IDictionary<string, object?> outputs) => ArgumentNullException.ThrowIfNull(outputs);
}
