namespace ServerlessGuard.Infra.Tests.Support;

/// <summary>Azure's rules for the names we choose (Microsoft Learn: naming rules and restrictions).</summary>
internal static class NameLimits
{
    private static readonly Dictionary<string, string> ByType = new()
    {
        ["resources:ResourceGroup"] = @"^[\w.()-]{1,89}[\w()-]$",
        ["managedidentity:UserAssignedIdentity"] = "^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$",
        ["keyvault:Vault"] = "^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$",
        ["keyvault:Key"] = "^[a-zA-Z0-9-]{1,127}$",
        ["keyvault:Secret"] = "^[a-zA-Z0-9-]{1,127}$",
        ["storage:StorageAccount"] = "^[a-z0-9]{3,24}$",
        ["storage:BlobContainer"] = "^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$",
        ["storage:Queue"] = "^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$",
        ["storage:Table"] = "^[A-Za-z][A-Za-z0-9]{2,62}$",
        ["operationalinsights:Workspace"] = "^[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]$",
        ["applicationinsights:Component"] = "^[^%&?/]{1,254}[^%&?/. ]$",
        ["applicationinsights:Workbook"] = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        ["monitor:DataCollectionEndpoint"] = "^[a-zA-Z][a-zA-Z0-9-]{2,43}$",
        ["monitor:DataCollectionRule"] = "^[a-zA-Z0-9][a-zA-Z0-9-]{2,63}$",
        ["monitor:ScheduledQueryRule"] = "^[^*#&+:<>?@%{}\\\\/]{1,259}[^*#&+:<>?@%{}\\\\/. ]$",
        ["monitor:MetricAlert"] = "^[^*#&+:<>?@%{}\\\\/]{1,259}[^*#&+:<>?@%{}\\\\/. ]$",
        ["monitor:ActivityLogAlert"] = "^[^*#&+:<>?@%{}\\\\/]{1,259}[^*#&+:<>?@%{}\\\\/. ]$",
        ["eventgrid:SystemTopic"] = "^[a-zA-Z0-9-]{3,50}$",
        ["eventgrid:SystemTopicEventSubscription"] = "^[a-zA-Z0-9-]{3,64}$",
        ["eventgrid:Topic"] = "^[a-zA-Z0-9-]{3,50}$",
        ["eventgrid:TopicEventSubscription"] = "^[a-zA-Z0-9-]{3,64}$",
        ["web:AppServicePlan"] = "^[a-zA-Z0-9-]{1,60}$",
        ["web:WebApp"] = "^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$",
        ["network:VirtualNetwork"] = @"^[a-zA-Z0-9][\w.-]{0,62}\w$",
        ["network:NetworkSecurityGroup"] = @"^[a-zA-Z0-9][\w.-]{0,78}\w$",
        ["network:PrivateEndpoint"] = @"^[a-zA-Z0-9][\w.-]{0,62}\w$",
        ["cognitiveservices:Account"] = "^[a-zA-Z0-9][a-zA-Z0-9-]{1,62}[a-zA-Z0-9]$",
        ["authorization:RoleDefinition"] = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        ["authorization:RoleAssignment"] = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        ["authorization:PolicyDefinition"] = "^[^#<>%&:\\\\?/]{1,63}[^#<>%&:\\\\?/. ]$",
        ["authorization:PolicyAssignment"] = "^[^#<>%&:\\\\?/]{1,23}[^#<>%&:\\\\?/. ]$",
        ["consumption:Budget"] = "^[a-zA-Z0-9_-]{1,63}$",
    };

    public static string? Of(string type) => ByType.GetValueOrDefault(type);
}
