namespace Pulumi;

/// <summary>The root of a program: a resource without a parent takes its transformations.</summary>
public class Stack : ComponentResource
{
    internal const string RootType = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null)
        : base(RootType, $"{Deployment.Instance.ProjectName}-{Deployment.Instance.StackName}", Converted(options)) =>
        Deployment.Registering.Stack = this;

    private static ComponentResourceOptions Converted(StackOptions? options) =>
        new() { ResourceTransformations = options?.ResourceTransformations ?? [] };
}

public class StackOptions
{
    private List<ResourceTransformation>? _resourceTransformations;

    public List<ResourceTransformation> ResourceTransformations
    {
        get => _resourceTransformations ??= [];
        set => _resourceTransformations = value;
    }
}
