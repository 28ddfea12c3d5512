namespace ServerlessGuard.Infra.Tests.Bodies;

/// <summary>Inputs whose wire name in Pulumi differs from Azure's.</summary>
internal static class Renames
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["enableHttpsTrafficOnly"] = "supportsHttpsTrafficOnly",
        ["networkRuleSet"] = "networkAcls",
        ["virtualNetworkResourceId"] = "id",
        ["applicationType"] = "Application_Type",
        ["flowType"] = "Flow_Type",
        ["requestSource"] = "Request_Source",
        ["expires"] = "exp",
        ["notBefore"] = "nbf",
        ["roleType"] = "type",
        ["odataType"] = "odata.type",
    };

    public static string Of(string wire) => Names.GetValueOrDefault(wire, wire);
}
