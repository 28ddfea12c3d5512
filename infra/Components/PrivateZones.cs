namespace ServerlessGuard.Infra.Components;

/// <summary>The private DNS zones of the services we reach by private endpoint, by the endpoint's group.</summary>
internal static class PrivateZones
{
    private static readonly Dictionary<string, string[]> ByGroup = new()
    {
        ["vault"] = ["privatelink.vaultcore.azure.net"],
        ["blob"] = ["privatelink.blob.core.windows.net"],
        ["queue"] = ["privatelink.queue.core.windows.net"],
        ["table"] = ["privatelink.table.core.windows.net"],
        ["sites"] = ["privatelink.azurewebsites.net"],
        ["topic"] = ["privatelink.eventgrid.azure.net"],
        ["account"] = ["privatelink.cognitiveservices.azure.com", "privatelink.openai.azure.com", "privatelink.services.ai.azure.com"],
        ["amlworkspace"] = ["privatelink.api.azureml.ms", "privatelink.notebooks.azure.net"],
        ["azuremonitor"] =
        [
            "privatelink.monitor.azure.com", "privatelink.oms.opinsights.azure.com", "privatelink.ods.opinsights.azure.com",
            "privatelink.agentsvc.azure-automation.net", "privatelink.blob.core.windows.net",
        ],
    };

    public static IReadOnlyList<string> All => [.. ByGroup.Values.SelectMany(z => z).Distinct().Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Of(string group) => ByGroup[group];
}
