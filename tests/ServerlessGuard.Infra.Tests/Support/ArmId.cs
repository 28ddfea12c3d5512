using System.Collections.Immutable;

namespace ServerlessGuard.Infra.Tests.Support;

/// <summary>ARM ids from a resource's inputs: provider type, and the inputs that name each segment.</summary>
internal static class ArmId
{
    public const string Subscription = "11111111-1111-1111-1111-111111111111";

    /// <summary>Token to ARM type and the name inputs of its segments; a name in quotes stands for itself.</summary>
    public static readonly IReadOnlyDictionary<string, (string ArmType, string[] Names)> Types = new Dictionary<string, (string, string[])>
    {
        ["managedidentity:UserAssignedIdentity"] = ("Microsoft.ManagedIdentity/userAssignedIdentities", ["resourceName"]),
        ["managedidentity:FederatedIdentityCredential"] = ("Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials", [
            "resourceName", "federatedIdentityCredentialResourceName"
        ]),
        ["keyvault:Vault"] = ("Microsoft.KeyVault/vaults", ["vaultName"]),
        ["keyvault:Key"] = ("Microsoft.KeyVault/vaults/keys", ["vaultName", "keyName"]),
        ["keyvault:Secret"] = ("Microsoft.KeyVault/vaults/secrets", ["vaultName", "secretName"]),
        ["storage:StorageAccount"] = ("Microsoft.Storage/storageAccounts", ["accountName"]),
        ["storage:BlobServiceProperties"] = ("Microsoft.Storage/storageAccounts/blobServices", ["accountName", "blobServicesName"]),
        ["storage:BlobContainer"] = ("Microsoft.Storage/storageAccounts/blobServices/containers", [
            "accountName", "'default'", "containerName"
        ]),
        ["storage:BlobContainerImmutabilityPolicy"] = ("Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies", [
            "accountName", "'default'", "containerName", "immutabilityPolicyName"
        ]),
        ["storage:Queue"] = ("Microsoft.Storage/storageAccounts/queueServices/queues", ["accountName", "'default'", "queueName"]),
        ["storage:Table"] = ("Microsoft.Storage/storageAccounts/tableServices/tables", ["accountName", "'default'", "tableName"]),
        ["storage:ManagementPolicy"] = ("Microsoft.Storage/storageAccounts/managementPolicies", ["accountName", "managementPolicyName"]),
        ["operationalinsights:Workspace"] = ("Microsoft.OperationalInsights/workspaces", ["workspaceName"]),
        ["operationalinsights:Table"] = ("Microsoft.OperationalInsights/workspaces/tables", ["workspaceName", "tableName"]),
        ["applicationinsights:Component"] = ("Microsoft.Insights/components", ["resourceName"]),
        ["applicationinsights:Workbook"] = ("Microsoft.Insights/workbooks", ["resourceName"]),
        ["monitor:DataCollectionEndpoint"] = ("Microsoft.Insights/dataCollectionEndpoints", ["dataCollectionEndpointName"]),
        ["monitor:DataCollectionRule"] = ("Microsoft.Insights/dataCollectionRules", ["dataCollectionRuleName"]),
        ["monitor:ActionGroup"] = ("Microsoft.Insights/actionGroups", ["actionGroupName"]),
        ["monitor:ScheduledQueryRule"] = ("Microsoft.Insights/scheduledQueryRules", ["ruleName"]),
        ["monitor:MetricAlert"] = ("Microsoft.Insights/metricAlerts", ["ruleName"]),
        ["monitor:ActivityLogAlert"] = ("Microsoft.Insights/activityLogAlerts", ["activityLogAlertName"]),
        ["monitor:PrivateLinkScope"] = ("Microsoft.Insights/privateLinkScopes", ["scopeName"]),
        ["monitor:PrivateLinkScopedResource"] = ("Microsoft.Insights/privateLinkScopes/scopedResources", ["scopeName", "name"]),
        ["eventgrid:SystemTopic"] = ("Microsoft.EventGrid/systemTopics", ["systemTopicName"]),
        ["eventgrid:SystemTopicEventSubscription"] = ("Microsoft.EventGrid/systemTopics/eventSubscriptions", [
            "systemTopicName", "eventSubscriptionName"
        ]),
        ["eventgrid:Topic"] = ("Microsoft.EventGrid/topics", ["topicName"]),
        ["eventgrid:TopicEventSubscription"] = ("Microsoft.EventGrid/topics/eventSubscriptions", ["topicName", "eventSubscriptionName"]),
        ["web:AppServicePlan"] = ("Microsoft.Web/serverfarms", ["name"]),
        ["web:WebApp"] = ("Microsoft.Web/sites", ["name"]),
        ["web:WebAppScmAllowed"] = ("Microsoft.Web/sites/basicPublishingCredentialsPolicies", ["name", "'scm'"]),
        ["web:WebAppFtpAllowed"] = ("Microsoft.Web/sites/basicPublishingCredentialsPolicies", ["name", "'ftp'"]),
        ["network:VirtualNetwork"] = ("Microsoft.Network/virtualNetworks", ["virtualNetworkName"]),
        ["network:Subnet"] = ("Microsoft.Network/virtualNetworks/subnets", ["virtualNetworkName", "subnetName"]),
        ["network:NetworkSecurityGroup"] = ("Microsoft.Network/networkSecurityGroups", ["networkSecurityGroupName"]),
        ["network:PrivateEndpoint"] = ("Microsoft.Network/privateEndpoints", ["privateEndpointName"]),
        ["network:PrivateDnsZoneGroup"] = ("Microsoft.Network/privateEndpoints/privateDnsZoneGroups", [
            "privateEndpointName", "privateDnsZoneGroupName"
        ]),
        ["privatedns:PrivateZone"] = ("Microsoft.Network/privateDnsZones", ["privateZoneName"]),
        ["privatedns:VirtualNetworkLink"] = ("Microsoft.Network/privateDnsZones/virtualNetworkLinks", [
            "privateZoneName", "virtualNetworkLinkName"
        ]),
        ["cognitiveservices:Account"] = ("Microsoft.CognitiveServices/accounts", ["accountName"]),
    };

    private static readonly Dictionary<string, (string ArmType, string Name)> OnScope = new()
    {
        ["authorization:RoleAssignment"] = ("Microsoft.Authorization/roleAssignments", "roleAssignmentName"),
        ["authorization:RoleDefinition"] = ("Microsoft.Authorization/roleDefinitions", "roleDefinitionId"),
        ["authorization:PolicyAssignment"] = ("Microsoft.Authorization/policyAssignments", "policyAssignmentName"),
        ["authorization:ManagementLockByScope"] = ("Microsoft.Authorization/locks", "lockName"),
        ["monitor:DiagnosticSetting"] = ("Microsoft.Insights/diagnosticSettings", "name"),
        ["consumption:Budget"] = ("Microsoft.Consumption/budgets", "budgetName"),
    };

    private static readonly Dictionary<string, (string ArmType, string Name)> OnSubscription = new()
    {
        ["authorization:PolicyDefinition"] = ("Microsoft.Authorization/policyDefinitions", "policyDefinitionName"),
        ["authorization:PolicySetDefinition"] = ("Microsoft.Authorization/policySetDefinitions", "policySetDefinitionName"),
    };

    public static string TypeOf(string type) =>
        type == "resources:ResourceGroup" ? "Microsoft.Resources/resourceGroups"
        : OnScope.TryGetValue(type, out var on) ? on.ArmType
        : OnSubscription.TryGetValue(type, out var global) ? global.ArmType
        : Types[type].ArmType;

    /// <summary>The inputs that are part of the address and of no body.</summary>
    public static IEnumerable<string> NamesOf(string type) =>
        type == "resources:ResourceGroup" ? ["resourceGroupName"]
        : OnScope.TryGetValue(type, out var on) ? [on.Name]
        : OnSubscription.TryGetValue(type, out var global) ? [global.Name]
        : Types[type].Names;

    /// <summary>On whatever resource its scope names, under a name that others have on theirs.</summary>
    public static bool IsOnScope(string type) => OnScope.ContainsKey(type);

    /// <summary>The names of a resource and of what it lies in, with slashes between.</summary>
    public static string PathOf(RecordedResource resource) =>
        Types.TryGetValue(resource.Short, out var known)
            ? string.Join('/', known.Names.Select(n => n[0] == '\'' ? n.Trim('\'') : (string)resource.Inputs[n]))
            : resource.LastName;

    public static string? Of(string token, ImmutableDictionary<string, object> inputs)
    {
        var type = token[(token.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (type == "resources:ResourceGroup")
            return $"/subscriptions/{Subscription}/resourceGroups/{inputs["resourceGroupName"]}";
        if (OnScope.TryGetValue(type, out var on))
            return $"{(inputs.TryGetValue("scope", out var scope) ? scope : "/" + ((string)inputs["resourceUri"]).TrimStart('/'))}/providers/{on.ArmType}/{inputs[on.Name]}";
        if (OnSubscription.TryGetValue(type, out var global))
            return $"/subscriptions/{Subscription}/providers/{global.ArmType}/{inputs[global.Name]}";
        if (!Types.TryGetValue(type, out var known))
            return null;
        var parts = known.ArmType.Split('/');
        var id = $"/subscriptions/{Subscription}/resourceGroups/{inputs["resourceGroupName"]}/providers/{parts[0]}";
        for (var i = 0; i < known.Names.Length; i++)
            id += $"/{parts[i + 1]}/{(known.Names[i][0] == '\'' ? known.Names[i].Trim('\'') : inputs[known.Names[i]])}";
        return id;
    }
}
