namespace Pulumi;

public sealed class DeploymentInstance
{
    internal DeploymentInstance(string organization, string project, string stack) =>
        (OrganizationName, ProjectName, StackName) = (organization, project, stack);

    public string OrganizationName { get; }

    public string ProjectName { get; }

    public string StackName { get; }
}
