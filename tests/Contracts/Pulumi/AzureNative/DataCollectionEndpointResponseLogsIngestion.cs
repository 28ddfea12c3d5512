namespace Pulumi.AzureNative.Monitor.Outputs;

public sealed class DataCollectionEndpointResponseLogsIngestion
{
    public readonly string Endpoint;

    private DataCollectionEndpointResponseLogsIngestion(string endpoint) => Endpoint = endpoint;
}
