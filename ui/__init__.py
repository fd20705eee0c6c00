"""The window: Qt pages of model, view and presenter; decides nothing about the business."""
